import {setImmediate as nextTurn} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {Plan} from '../../source/plan/plan.ts';
import {lookAhead} from '../../source/tui/look-ahead.ts';
import {diffAhead, shownDiff} from '../../source/tui/shown-diff.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {searchPlan} from '../../source/view/search-plan.ts';
import {measuredScreen} from '../support/measured-screen.ts';
import {member, node} from '../plan/plan-fixtures.ts';

const partitions = (count: number, type = 'Seq Scan') => parsePlan({
	Plan: node('Append', {'Actual Total Time': count}, Array.from({length: count}, (_, at) => node(type, {...member, 'Relation Name': `p${at}`, Alias: `p${at}`, 'Actual Total Time': 0.9}))),
	'Execution Time': count,
});

/** The same plan, and how often somebody has read all that Postgres said of one of its nodes. */
function watched(plan: Plan): {readonly plan: Plan; readonly read: () => number} {
	let count = 0;
	const nodes = plan.nodes.map(each => ({...each, raw: new Proxy(each.raw, {
		ownKeys(raw) {
			count++;
			return Reflect.ownKeys(raw);
		},
	})}));
	return {plan: {...plan, nodes}, read: () => count};
}

/** A store that shows what it is told to. */
function showing(first: State): {readonly store: Store; readonly show: (state: State) => void} {
	let state = first;
	const listeners = new Set<() => void>();
	return {
		store: {
			state: () => state,
			dispatch: () => undefined,
			subscribe(listener) {
				listeners.add(listener);
				return () => {
					listeners.delete(listener);
				};
			},
		},
		show(next) {
			state = next;
			for (const listener of listeners) {
				listener();
			}
		},
	};
}

async function turns(until: () => boolean): Promise<void> {
	while (!until()) {
		await nextTurn();
	}
}

const measured = (plan: Plan) => measuredScreen({columns: 120, rows: 40}, plan).state;
const phase = (state: State, phase_: 'measuring' | 'done'): State => ({...state, trial: state.trial === null ? null : {...state.trial, phase: phase_}});

describe('looking ahead', () => {
	it('reads a large plan before anybody searches it, and the search reads it no more', async () => {
		const {plan, read} = watched(partitions(1000));
		const {store, show} = showing(measured(partitions(1)));
		const stop = lookAhead(store);
		show(measured(plan));
		expect(read()).toBe(0);
		await turns(() => read() >= 1001);
		stop();
		const before = read();
		expect(searchPlan(plan, 'p999')).toEqual([1000]);
		expect(read()).toBe(before);
	});

	it('waits until nothing is being measured', async () => {
		const {plan, read} = watched(partitions(1000));
		const {store, show} = showing(measured(partitions(1)));
		const stop = lookAhead(store);
		show(phase(measured(plan), 'measuring'));
		for (let turn = 0; turn < 50; turn++) {
			await nextTurn();
		}

		expect(read()).toBe(0);
		show(phase(measured(plan), 'done'));
		await turns(() => read() >= 1001);
		stop();
	});

	it('leaves small plans alone, and whatever comes after it was stopped', async () => {
		const small = watched(partitions(100));
		const large = watched(partitions(1000));
		const {store, show} = showing(measured(partitions(1)));
		const stop = lookAhead(store);
		show(measured(small.plan));
		show(measured(large.plan));
		stop();
		for (let turn = 0; turn < 50; turn++) {
			await nextTurn();
		}

		expect([small.read(), large.read()]).toEqual([0, 0]);
	});

	it('gives the whole comparison to a key that comes in the middle of it', () => {
		const before = partitions(1000);
		const after = partitions(1001, 'Index Scan');
		const state = measured(after);
		const both: State = {...state, pinnedPlan: before, trial: state.trial === null ? null : {...state.trial, baseline: null}};
		const steps = diffAhead(both);
		for (let step = 0; step < 7; step++) {
			expect(steps.next().done).toBe(false);
		}

		const {diff} = shownDiff(both) ?? {};
		expect(diff).toEqual(diffPlans(before, after));
		expect([...steps]).not.toEqual([]);
		expect(shownDiff(both)?.diff).toBe(diff);
	});
});
