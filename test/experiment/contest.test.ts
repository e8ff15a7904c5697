import {expect, test} from 'vitest';
import {configurationOf, type IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {PlanflipError} from '../../source/errors.ts';
import {contest, type ContestEvent} from '../../source/experiment/contest.ts';
import type {Workbench} from '../../source/experiment/workbench.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {run, surroundings} from '../support/surroundings.ts';

const named = (name: string) => ({name, configuration: configurationOf([name])});
const nameOf = ({on}: IndexConfiguration): string => [...on][0] ?? '';

/** A server on which a statement takes what the configuration says, ms, a little more each time; null is more than any limit. */
function bench(times: Readonly<Record<string, number | null>>): {readonly workbench: Workbench; readonly order: string[]} {
	const order: string[] = [];
	let executions = 0;
	return {
		order,
		workbench: {
			executes: () => true,
			toBuild: () => [],
			rest: () => Promise.resolve(),
			async under(configuration, _limits, work) {
				const name = nameOf(configuration);
				return work(async (_subject, depth) => {
					await Promise.resolve();
					const ms = times[name] ?? null;
					if (depth !== 'plan' && ms === null) {
						throw new PlanflipError('cancelled', {message: 'statement timeout', sqlState: '57014'});
					}

					if (depth === 'sample') {
						order.push(name);
					}

					const text = JSON.stringify([{
						'Plan': {'Node Type': 'Index Scan', 'Relation Name': 'shots', 'Alias': 'shots', 'Index Name': name === 'twin' ? 'baseline' : name, 'Startup Cost': 0, 'Total Cost': 1, 'Plan Rows': 1, 'Plan Width': 1},
						'Planning Time': 0.1,
						...(depth === 'plan' ? {} : {'Execution Time': (ms ?? 0) + 0.001 * ++executions}),
					}]);
					const [plan] = readExplainJson(text);
					if (plan === undefined) {
						throw new Error('no plan');
					}

					return {text, plan, imagined: []};
				});
			},
		},
	};
}

async function contested(workbench: Workbench, names: readonly string[], pairs?: number) {
	const {subject, rung} = run(surroundings());
	const events: ContestEvent[] = [];
	for await (const event of contest({
		workbench, rung, facts: surroundings().facts, subject, baseline: named('baseline'), contestants: names.map(name => named(name)), pairs,
		signal: new AbortController().signal, clock: {date: () => new Date(0), ms: () => 0},
	})) {
		events.push(event);
	}

	const last = events.at(-1);
	if (last?.kind !== 'contested') {
		throw new Error('no result');
	}

	return last;
}

test('all take turns, backwards every second round, and each pair of rounds begins with another', async () => {
	const {workbench, order} = bench({baseline: 10, a: 5, b: 20});
	await contested(workbench, ['a', 'b'], 4);
	// The first execution of each is kept aside.
	const rounds = order.slice(3);
	expect([0, 3, 6, 9].map(at => rounds.slice(at, at + 3).join(' '))).toEqual(['baseline a b', 'b a baseline', 'a b baseline', 'baseline b a']);
});

test('each is compared with the one baseline, the same plan is no difference, and the claims together are sure to 95 %', async () => {
	const {workbench} = bench({baseline: 10, a: 5, b: 20, twin: 15});
	const {baseline, deltas} = await contested(workbench, ['a', 'b', 'twin']);
	expect(deltas.map(({current, comparison, samePlan}) => [current.indexes.name, comparison?.verdict, samePlan])).toEqual([['a', 'faster', false], ['b', 'slower', false], ['twin', 'no difference', true]]);
	for (const {baseline: own, comparison} of deltas) {
		expect(own.samples).toEqual(baseline.samples);
		// Five pairs could not tell for three at once.
		expect(comparison).toMatchObject({pairs: 10});
		expect(comparison?.confidence).toBeGreaterThanOrEqual(0.95);
	}
});

test('one that runs into its limit leaves the turns, and the others go on', async () => {
	const {workbench, order} = bench({baseline: 10, a: 5, endless: null});
	const {deltas} = await contested(workbench, ['endless', 'a']);
	expect(deltas[0]).toMatchObject({comparison: null, current: {timedOutMs: 5000, samples: []}});
	expect(deltas[1]?.comparison?.verdict).toBe('faster');
	expect(order).not.toContain('endless');
});

test('without a baseline that ends there is nothing to compare with', async () => {
	const {workbench} = bench({baseline: null, a: 5});
	const {baseline, deltas} = await contested(workbench, ['a']);
	expect(baseline.timedOutMs).toBeGreaterThan(0);
	expect(deltas.map(({comparison}) => comparison)).toEqual([null]);
});
