import {describe, expect, test} from 'vitest';
import {sumBuffers} from '../../source/plan/buffers.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {JsonObject, Plan} from '../../source/plan/plan.ts';
import {fixtures} from './plan-fixtures.ts';

const plans: readonly {readonly name: string; readonly plan: Plan}[] = fixtures.flatMap(({name, text}) =>
	(JSON.parse(text) as JsonObject[]).map(raw => ({name, plan: parsePlan(raw)})));
const timed = plans.filter(({plan}) => plan.measured === 'times');
const counted = plans.filter(({plan}) => plan.nodes[0]?.inclusiveBuffers !== null);

/** The root's printed time is off by half a digit; so are Execution Time and every row outside. */
const roundingOf = (plan: Plan) => 0.0005 * (2 + plan.outside.length) + 1e-6;

describe('conservation, over every fixture', () => {
	test('there are plans of all major versions to check, measured in all three ways', () => {
		expect(new Set(plans.map(({name}) => name.split('/')[0]))).toEqual(new Set(['deb15', 'pg13', 'pg14', 'pg15', 'pg16', 'pg17', 'pg18']));
		expect(new Set(plans.map(({plan}) => plan.measured))).toEqual(new Set(['nothing', 'rows', 'times']));
		expect(timed.length).toBeGreaterThan(200);
	});

	test.each(timed)('$name: self times and the rows outside add up to Execution Time', ({plan}) => {
		const nodes = plan.nodes.reduce((sum, {selfMs}) => sum + (selfMs ?? Number.NaN), 0);
		const outside = plan.outside.reduce((sum, {ms}) => sum + (ms ?? Number.NaN), 0);
		expect(Math.abs(nodes + outside - (plan.totals.executionMs ?? Number.NaN))).toBeLessThanOrEqual(roundingOf(plan));
	});

	test.each(timed)('$name: no self time is negative beyond rounding, and nothing outside is', ({plan}) => {
		for (const node of plan.nodes) {
			expect(node.selfMs, `${node.id} ${node.label}`).toBeGreaterThanOrEqual(-node.selfToleranceMs - 1e-6);
		}

		for (const {what, ms} of plan.outside) {
			expect(ms, what).toBeGreaterThanOrEqual(0);
		}
	});

	test.each(counted)('$name: self buffers and the rows outside add up to the root\'s, exactly, in each counter', ({plan}) => {
		for (const node of plan.nodes) {
			expect(node.selfBuffers, `${node.id} ${node.label}`).not.toBeNull();
			expect(Math.min(...Object.values<number>({...node.selfBuffers})), `${node.id} ${node.label}`).toBeGreaterThanOrEqual(0);
		}

		const sum = sumBuffers([...plan.nodes.map(node => node.selfBuffers), ...plan.outside.map(row => row.buffers)]);
		expect(sum).toEqual(plan.nodes[0]?.inclusiveBuffers);
	});

	test.each(counted)('$name: WAL adds up to the root\'s and what ran after it', ({plan}) => {
		const printed = (node: Plan['nodes'][number], key: string) => node.raw[key] as number | undefined ?? 0;
		const [root] = plan.nodes;
		const late = plan.nodes.filter(node => plan.outside.some(row => node.subplan !== null && row.what.startsWith(`${node.subplan}, run after`)));
		// A CTE read in part is in the root with that part, so the sum lies between.
		const partly = late.some(cte => plan.nodes.some(({raw}) => raw['Node Type'] === 'CTE Scan' && raw['CTE Name'] === cte.subplan?.slice('CTE '.length)));
		for (const [key, counter] of [['WAL Records', 'records'], ['WAL FPI', 'fpi'], ['WAL Bytes', 'bytes']] as const) {
			const after = late.reduce((sum, node) => sum + printed(node, key), 0);
			const atRoot = root === undefined ? Number.NaN : printed(root, key);
			const all = plan.nodes.reduce((sum, {selfWal}) => sum + (selfWal?.[counter] ?? 0), 0);
			expect(all, key).toBeLessThanOrEqual(atRoot + after);
			expect(all, key).toBeGreaterThanOrEqual(partly ? Math.max(atRoot, after) : atRoot + after);
		}
	});

	test.each(timed)('$name: leader and workers add up to the node', ({plan}) => {
		for (const node of plan.nodes.filter(({shares}) => shares.length > 0)) {
			const ms = node.shares.reduce((sum, share) => sum + (share.ms ?? 0), 0);
			expect(Math.abs(ms - (node.processMs ?? Number.NaN)), node.label).toBeLessThanOrEqual(0.0005 * (node.loops ?? 0) * 2 + 1e-6);
			expect(sumBuffers(node.shares.map(({buffers}) => buffers)), node.label).toEqual(node.inclusiveBuffers);
		}
	});
});
