import {expect, test} from 'vitest';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import {initPlan, member, node} from './plan-fixtures.ts';

/*
 * Sizes at which looking at every reader for every InitPlan takes minutes.
 */

test('a chain of 30,000 InitPlans that all return $0: each is paid for by the node above it, which reads it', () => {
	let chain = node('Result', {...initPlan('InitPlan 1 (returns $0)'), 'One-Time Filter': '$0', 'Shared Hit Blocks': 1});
	for (let level = 2; level <= 30_000; level++) {
		const place = level < 30_000 ? initPlan('InitPlan 1 (returns $0)') : {};
		chain = node('Result', {...place, 'One-Time Filter': '$0', 'Actual Total Time': (level - 1) / 1000, 'Shared Hit Blocks': level}, [chain]);
	}

	const {nodes} = parsePlan({Plan: chain});
	expect(nodes).toHaveLength(30_000);
	expect(nodes.every(({selfBuffers}) => selfBuffers?.sharedHit === 1)).toBe(true);
});

test('20,000 InitPlans under one Append, each read by a member of its own, are paid for by these', () => {
	const numbers = Array.from({length: 20_000}, (_, number) => number);
	const {nodes} = parsePlan({Plan: node('Append', {'Shared Hit Blocks': 60_000}, [
		...numbers.map(number => node('Result', {...initPlan(`InitPlan ${number} (returns $${number})`), 'Shared Hit Blocks': 2})),
		...numbers.map(number => node('Seq Scan', {...member, Filter: `(a = $${number})`, 'Shared Hit Blocks': 3})),
	])});
	expect(nodes.filter(({nodeType}) => nodeType === 'Seq Scan').every(({selfBuffers}) => selfBuffers?.sharedHit === 1)).toBe(true);
	expect(nodes[0]?.selfBuffers?.sharedHit).toBe(0);
});

test('10,000 InitPlans that all return $0, and 10,000 members that read it and have nothing to pay with: the Append pays', () => {
	const numbers = Array.from({length: 10_000}, (_, number) => number);
	const {nodes} = parsePlan({Plan: node('Append', {'Shared Hit Blocks': 10_000}, [
		...numbers.map(() => node('Result', {...initPlan('InitPlan 1 (returns $0)'), 'Shared Hit Blocks': 1})),
		...numbers.map(() => node('Seq Scan', {...member, Filter: '(a = $0)'})),
	])});
	expect(nodes[0]?.selfBuffers?.sharedHit).toBe(0);
	expect(nodes.slice(1).every(({selfBuffers, nodeType}) => selfBuffers?.sharedHit === (nodeType === 'Result' ? 1 : 0))).toBe(true);
});
