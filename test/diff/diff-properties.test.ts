import {describe, expect, test} from 'vitest';
import {sumBuffers} from '../../source/plan/buffers.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {JsonObject, Plan} from '../../source/plan/plan.ts';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import {diffVerdict} from '../../source/diff/diff-verdict.ts';
import type {PlanDiff} from '../../source/diff/plan-diff.ts';
import {fixtures} from '../plan/plan-fixtures.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';
import {comparable, explained, mirrored} from './made-plans.ts';
import {drawn, mutate, randomDraft} from './random-plans.ts';

interface Named {
	readonly name: string;
	readonly plan: Plan;
}

const plans: readonly Named[] = fixtures.flatMap(({name, text}) => (JSON.parse(text) as JsonObject[]).map(raw => ({name, plan: parsePlan(raw)})));

/** The plans of one query, on whatever version, with whatever options. */
function sameQuery(): ReadonlyMap<string, readonly Named[]> {
	const queries = new Map<string, Named[]>();
	for (const named of plans) {
		const query = named.name.replace(/^[^/]+\/(?:plain_|notiming_|estimate_)?/, '');
		queries.set(query, [...queries.get(query) ?? [], named]);
	}

	return queries;
}

const pairs = [...sameQuery().values()].flatMap(family => family.flatMap((before, at) => family.slice(at + 1, at + 3).map(after => ({name: `${before.name} and ${after.name}`, before: before.plan, after: after.plan}))));

/** Plans that resemble each other: seeded, so that a failure can be seen again. */
const random = seededRandom(17);
const mutants = Array.from({length: 150}, (_, at) => {
	const draft = randomDraft(random, 3 + at % 40);
	const other = at % 7 === 0 ? randomDraft(random, 20) : mutate(random, draft);
	return {name: `mutant ${at}`, before: explained(drawn(draft, random)), after: explained(drawn(other, random))};
});

function expectTree({nodes, before, after}: PlanDiff): void {
	expect(nodes.map(({id}) => id)).toEqual(nodes.map((_, at) => at));
	expect(nodes.flatMap(made => made.before?.id ?? []).sort((a, b) => a - b)).toEqual(before.nodes.map(({id}) => id));
	expect(nodes.flatMap(made => made.after?.id ?? []).sort((a, b) => a - b)).toEqual(after.nodes.map(({id}) => id));
	let previous = -1;
	for (const {id, parentId, depth, children} of nodes) {
		expect(depth).toBe(parentId === null ? 0 : (nodes[parentId]?.depth ?? Number.NaN) + 1);
		expect(children.map(child => nodes[child]?.parentId)).toEqual(children.map(() => id));
		// Pre-order: at most one level down, and a child comes after its parent.
		expect(depth).toBeLessThanOrEqual(previous + 1);
		previous = depth;
	}
}

describe('a plan and itself', () => {
	test.each(plans)('$name: has no changes', ({plan}) => {
		const diff = diffPlans(plan, plan);
		expect(diff.nodes.every(({kind, before, after}) => kind === 'matched' && before === after)).toBe(true);
		expect(diff.biggest).toEqual([]);
		expect(diff.nodes.map(({parentId}) => parentId)).toEqual(plan.nodes.map(({parentId}) => parentId));
		expect(diff.outside.every(({ms}) => ms.change === null || ms.change === 0)).toBe(true);
		expect(['no difference', 'cannot tell']).toContain(diffVerdict(diff).verdict);
	});

	test('every plan that was executed with BUFFERS is known to be no different from itself', () => {
		const measured = plans.filter(({plan}) => plan.measured !== 'nothing' && plan.nodes[0]?.inclusiveBuffers !== null);
		expect(measured.length).toBeGreaterThan(200);
		expect(measured.filter(({plan}) => diffVerdict(diffPlans(plan, plan)).verdict !== 'no difference')).toEqual([]);
	});
});

describe.each([
	{what: 'real plans of one query', all: pairs},
	{what: 'made plans that resemble each other', all: mutants},
])('two plans, $what', ({all}) => {
	test.each(all)('$name: every node of both has one place in the tree', ({before, after}) => {
		expectTree(diffPlans(before, after));
	});

	test.each(all)('$name: the other way round the same nodes are pairs, with the opposite changes', ({before, after}) => {
		const there = diffPlans(before, after);
		const back = diffPlans(after, before);
		expect(mirrored(back)).toEqual(comparable(there));
		const opposite = {'slower': 'faster', 'faster': 'slower', 'no difference': 'no difference', 'cannot tell': 'cannot tell'} as const;
		expect(diffVerdict(back).verdict).toBe(opposite[diffVerdict(there).verdict]);
		expect(back.biggest).toHaveLength(there.biggest.length);
	});

	test.each(all)('$name: the changes of all nodes and of what is outside add up to the change of the whole', ({before, after}) => {
		const diff = diffPlans(before, after);
		if (diff.nodes.every(({figures}) => figures.selfMs.change !== null) && diff.totals.executionMs.change !== null) {
			const sum = diff.nodes.reduce((total, {figures}) => total + (figures.selfMs.change ?? 0), 0) + diff.outside.reduce((total, {ms}) => total + (ms.change ?? 0), 0);
			const rounding = 0.001 * (2 + diff.outside.length) + 1e-6;
			expect(Math.abs(sum - diff.totals.executionMs.change)).toBeLessThanOrEqual(rounding);
		}

		const buffers = sumBuffers([
			...diff.nodes.map(({figures}) => figures.buffers),
			...before.outside.map(({buffers: own}) => own).map(own => own === null ? null : Object.fromEntries(Object.entries(own).map(([key, value]) => [key, -(value as number)])) as unknown as typeof own),
			...after.outside.map(({buffers: own}) => own),
		]);
		const [a, b] = [before, after].map(({nodes}) => nodes[0]?.inclusiveBuffers ?? null);
		if (a != null && b != null && buffers !== null) {
			expect(buffers.sharedHit).toBe(b.sharedHit - a.sharedHit);
			expect(buffers.sharedRead).toBe(b.sharedRead - a.sharedRead);
			expect(buffers.tempWritten).toBe(b.tempWritten - a.tempWritten);
		}
	});
});

test('there are real pairs with changes, and mutants of every kind', () => {
	const kinds = (all: typeof mutants) => new Set(all.flatMap(({before, after}) => diffPlans(before, after).nodes.map(({kind}) => kind)));
	expect(kinds(pairs)).toEqual(new Set(['matched', 'changed', 'moved', 'added', 'removed']));
	expect(kinds(mutants)).toEqual(new Set(['matched', 'changed', 'moved', 'added', 'removed']));
});
