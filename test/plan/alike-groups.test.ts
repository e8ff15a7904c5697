import {describe, expect, test} from 'vitest';
import {alikeGroups} from '../../source/plan/alike-groups.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {JsonObject} from '../../source/plan/plan.ts';
import {fixtures, member, node, outer} from './plan-fixtures.ts';

const scan = (ms: number, type = 'Seq Scan') => node(type, {...member, 'Actual Total Time': ms});
const groups = (children: readonly JsonObject[]) => alikeGroups(parsePlan({Plan: node('Append', {'Actual Total Time': 1e4}, children)}));
const many = (count: number, ms: number) => Array.from({length: count}, () => scan(ms));

describe('alike siblings', () => {
	test('1,998 partitions of 0.2 ms each are one group of 399.6 ms', () => {
		const [group, ...others] = groups(many(1998, 0.2));
		expect(others).toEqual([]);
		expect(group?.members).toHaveLength(1998);
		expect(group).toMatchObject({parentId: 0, end: 1999});
		expect(group?.totalMs).toBeCloseTo(399.6, 6);
		expect(group?.meanMs).toBeCloseTo(0.2, 6);
	});

	test('four are no crowd, five are', () => {
		expect(groups(many(4, 1))).toEqual([]);
		expect(groups(many(5, 1))).toHaveLength(1);
	});

	test('one of another kind divides them', () => {
		expect(groups([...many(5, 1), scan(1, 'Index Scan'), ...many(6, 1)]).map(({members}) => members)).toEqual([[1, 2, 3, 4, 5], [7, 8, 9, 10, 11, 12]]);
		expect(groups([...many(4, 1), scan(1, 'Index Scan'), ...many(4, 1)])).toEqual([]);
	});

	test('the slowest is shown for all', () => {
		expect(groups([...many(3, 1), scan(90), ...many(3, 1)])[0]).toMatchObject({shown: 4, totalMs: 96});
	});

	test('what never ran is not like what ran', () => {
		const never = Array.from({length: 7}, () => node('Seq Scan', {...member, 'Actual Loops': 0}));
		expect(groups([...many(5, 1), ...never]).map(({members}) => members.length)).toEqual([5, 7]);
	});

	test('subtrees are alike by all that is in them, and their whole time counts', () => {
		const join = (type: string) => node('Nested Loop', {...member, 'Actual Total Time': 3}, [node('Seq Scan', {...outer, 'Actual Total Time': 1}), node(type, {...outer, 'Actual Total Time': 1})]);
		const found = groups([...Array.from({length: 6}, () => join('Index Scan')), ...Array.from({length: 5}, () => join('Seq Scan'))]);
		expect(found.map(({members, end, totalMs}) => ({members, end, totalMs}))).toEqual([
			{members: [1, 4, 7, 10, 13, 16], end: 19, totalMs: 18},
			{members: [19, 22, 25, 28, 31], end: 34, totalMs: 15},
		]);
	});

	test('crowds within a crowd are listed too, in the order of the plan', () => {
		const inside = () => node('Append', {...member, 'Actual Total Time': 5}, many(5, 1));
		expect(groups(Array.from({length: 5}, inside)).map(({parentId}) => parentId)).toEqual([0, 1, 7, 13, 19, 25]);
	});

	test('without times the first is shown, and no time is said', () => {
		const untimed = (count: number): JsonObject => ({'Node Type': 'Append', 'Actual Rows': 1, 'Actual Loops': 1, 'Plans': Array.from({length: count}, () => ({...member, 'Node Type': 'Seq Scan', 'Actual Rows': 1, 'Actual Loops': 1}))});
		expect(alikeGroups(parsePlan({Plan: untimed(5)}))[0]).toMatchObject({shown: 1, totalMs: null, meanMs: null});
	});

	test('100,000 in a row, and a chain of 100,000, are looked at without overflow', () => {
		expect(groups(many(100_000, 0.001))).toHaveLength(1);
		let chain = scan(1);
		for (let level = 0; level < 100_000; level++) {
			chain = node('Subquery Scan', outer, [chain]);
		}

		expect(alikeGroups(parsePlan({Plan: chain}))).toEqual([]);
	});
});

test.each(fixtures)('$name: a group\'s members are neighbours with one label, and no group overlaps its neighbour', ({text}) => {
	for (const raw of JSON.parse(text) as JsonObject[]) {
		const plan = parsePlan(raw);
		for (const {parentId, members, end, shown} of alikeGroups(plan)) {
			expect(new Set(members.map(id => plan.nodes[id]?.label)).size).toBe(1);
			expect(members).toContain(shown);
			const siblings = plan.nodes[parentId]?.children ?? [];
			const at = siblings.indexOf(members[0] ?? -1);
			expect(siblings.slice(at, at + members.length)).toEqual(members);
			expect(siblings[at + members.length] ?? end).toBe(end);
		}
	}
});
