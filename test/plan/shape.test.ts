import {describe, expect, test} from 'vitest';
import {nodeLabel} from '../../source/plan/node-label.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import {planFingerprint} from '../../source/plan/plan-fingerprint.ts';
import type {Json, JsonObject} from '../../source/plan/plan.ts';
import {fixtures, initPlan, member, node, outer, plan, rawPlan} from './plan-fixtures.ts';

function deepFreeze(value: Json): void {
	if (typeof value === 'object' && value !== null) {
		Object.freeze(value);
		for (const element of Object.values(value)) {
			deepFreeze(element);
		}
	}
}

describe('what Postgres said', () => {
	test.each(fixtures)('$name: is frozen, and still read; and is the same afterwards', ({text}) => {
		for (const raw of JSON.parse(text) as JsonObject[]) {
			deepFreeze(raw);
			const parsed = parsePlan(raw);
			expect(parsed.raw).toBe(raw);
			expect(parsed.nodes[0]?.raw).toBe(raw['Plan']);
		}

		const raws = JSON.parse(text) as JsonObject[];
		for (const raw of raws) {
			planFingerprint(parsePlan(raw));
		}

		expect(raws).toEqual(JSON.parse(text));
	});

	test.each(fixtures)('$name: ids are pre-order positions, and parents and children agree', ({text}) => {
		for (const raw of JSON.parse(text) as JsonObject[]) {
			const {nodes} = parsePlan(raw);
			for (const [position, {id, parentId, depth, children}] of nodes.entries()) {
				expect(id).toBe(position);
				expect(depth).toBe(parentId === null ? 0 : (nodes[parentId]?.depth ?? Number.NaN) + 1);
				expect(children.map(child => nodes[child]?.parentId)).toEqual(children.map(() => id));
			}
		}
	});

	test('unknown node types and keys of extensions are kept', () => {
		const parsed = parsePlan({Plan: node('Custom Scan', {'Custom Plan Provider': 'Citus Adaptive', 'Task Count': 32, Tasks: [{Node: 'a'}]}, [
			node('Yugabyte Thing', {...outer, 'Storage Table Read Requests': 4}),
		]), 'Something New': {a: 1}});
		expect(parsed.nodes.map(({nodeType, label}) => [nodeType, label])).toEqual([['Custom Scan', 'Custom Scan (Citus Adaptive)'], ['Yugabyte Thing', 'Yugabyte Thing']]);
		expect(parsed.nodes[0]?.raw['Task Count']).toBe(32);
		expect(parsed.raw['Something New']).toEqual({a: 1});
	});

	test('a chain of 100,000 nodes does not overflow, and each level took its 0.001 ms', () => {
		let chain = node('Seq Scan', {...outer, 'Actual Total Time': 0.001, 'Shared Hit Blocks': 1});
		for (let level = 1; level < 100_000; level++) {
			chain = node('Subquery Scan', {...outer, 'Actual Total Time': (level + 1) / 1000, 'Shared Hit Blocks': level + 1}, [chain]);
		}

		const {nodes} = parsePlan({Plan: chain});
		expect(nodes).toHaveLength(100_000);
		expect(nodes.at(-1)).toMatchObject({depth: 99_999, selfMs: 0.001});
		expect(nodes.every(({selfMs, selfBuffers}) => Math.abs((selfMs ?? 9) - 0.001) < 1e-9 && selfBuffers?.sharedHit === 1)).toBe(true);
	});
});

describe('labels, as EXPLAIN\'s text has them', () => {
	test.each<[string, string, JsonObject]>([
		['Seq Scan', 'Parallel Seq Scan', {'Parallel Aware': true}],
		['Foreign Scan', 'Async Foreign Scan', {'Async Capable': true, Operation: 'Select'}],
		['Foreign Scan', 'Foreign Update', {Operation: 'Update'}],
		['Aggregate', 'Aggregate', {Strategy: 'Plain', 'Partial Mode': 'Simple'}],
		['Aggregate', 'Finalize GroupAggregate', {Strategy: 'Sorted', 'Partial Mode': 'Finalize'}],
		['Aggregate', 'Partial HashAggregate', {Strategy: 'Hashed', 'Partial Mode': 'Partial'}],
		['Aggregate', 'MixedAggregate', {Strategy: 'Mixed', 'Partial Mode': 'Simple'}],
		['Hash Join', 'Hash Join', {'Join Type': 'Inner'}],
		['Hash Join', 'Parallel Hash Left Join', {'Join Type': 'Left', 'Parallel Aware': true}],
		['Hash Join', 'Hash Right Anti Join', {'Join Type': 'Right Anti'}],
		['Merge Join', 'Merge Full Join', {'Join Type': 'Full'}],
		['Nested Loop', 'Nested Loop', {'Join Type': 'Inner'}],
		['Nested Loop', 'Nested Loop Semi Join', {'Join Type': 'Semi'}],
		['ModifyTable', 'Merge', {Operation: 'Merge'}],
		['SetOp', 'HashSetOp Except', {Strategy: 'Hashed', Command: 'Except'}],
		['SetOp', 'SetOp Intersect All', {Strategy: 'Sorted', Command: 'Intersect All'}],
		['Index Scan', 'Index Scan Backward', {'Scan Direction': 'Backward'}],
		['Index Only Scan', 'Parallel Index Only Scan', {'Scan Direction': 'Forward', 'Parallel Aware': true}],
	])('%s is %s', (type, label, raw) => {
		expect(nodeLabel(type, raw)).toBe(label);
	});
});

describe('the fingerprint', () => {
	const of = (raw: JsonObject) => planFingerprint(parsePlan({Plan: raw}));
	const scan = (facts: Readonly<Record<string, Json>>) => of(node('Index Scan', {'Relation Name': 'shots', 'Index Name': 'shots_scene_id', 'Index Cond': '(scene_id = 7)', ...facts}));

	test('is the same for one plan measured twice, estimated only, or with other costs', () => {
		expect(planFingerprint(plan('pg15/plain_84_initplan_nobuffers'))).toBe(planFingerprint(parsePlan(rawPlan('pg15/plain_84_initplan_nobuffers'))));
		expect(scan({'Total Cost': 9, 'Actual Rows': 5, 'Sort Method': 'quicksort', 'Heap Fetches': 2, Disabled: false, Workers: [{'Worker Number': 0}]})).toBe(scan({}));
		expect(of({'Node Type': 'Result', 'One-Time Filter': 'false'})).toBe(of(node('Result', {'One-Time Filter': 'false'})));
	});

	test('does not depend on the order in which a version prints its keys', () => {
		expect(of({'Node Type': 'Seq Scan', Alias: 'a'})).toBe(of({Alias: 'a', 'Node Type': 'Seq Scan'}));
	});

	test('does not depend on what only some formats and versions say: false flags, a scan forward, a member of a ModifyTable', () => {
		expect(scan({'Async Capable': false, 'Single Copy': false, 'Scan Direction': 'Forward'})).toBe(scan({}));
		expect(scan({'Scan Direction': 'NoMovement'})).toBe(scan({}));
		expect(scan({'Inner Unique': true})).toBe(scan({}));
		expect(of(node('Function Scan', {'Function Name': 'x', Alias: 'x'}))).toBe(of(node('Function Scan', {Alias: 'x'})));
		expect(of(node('ModifyTable', {}, [node('Result', member)]))).toBe(of(node('ModifyTable', {}, [node('Result', outer)])));
		expect(of(node('ModifyTable', {}, [node('Result', initPlan('CTE x'))]))).not.toBe(of(node('ModifyTable', {}, [node('Result', outer)])));
		expect(of(node('Append', {}, [node('Result', member)]))).not.toBe(of(node('Append', {}, [node('Result', outer)])));
	});

	test('is the same with the sides of an equality exchanged, as an index that is not used leaves it', () => {
		const filter = (condition: string) => scan({'Join Filter': condition});
		expect(filter('((projects.id)::text = (scenes.project_id)::text)')).toBe(filter('((scenes.project_id)::text = (projects.id)::text)'));
		expect(filter('((a.x = b.y) AND (NOT (a.z = (b.z + 1))))')).toBe(filter('((b.y = a.x) AND (NOT ((b.z + 1) = a.z)))'));
		expect(filter('("a = (" = b.y)')).toBe(filter('(b.y = "a = (")'));
		expect(filter('(a.x = \'it\'\'s (b = c\'::text)')).toBe(filter('(\'it\'\'s (b = c\'::text = a.x)'));
		const all = ['(a.x = b.y)', '(a.x = b.x)', '(a.x <= b.y)', '(b.y <= a.x)', '((a.x = b.y) AND (a.z = b.w))', '((a.x = b.w) AND (a.z = b.y))', '(a.x = \'b = c\'::text)', '(a.x = \'c = b\'::text)', '(a.x = b.y', 'a.x = b.y)'];
		expect(new Set(all.map(condition => filter(condition))).size).toBe(all.length);
	});

	test('differs by index, relation, condition, literal, parameter, direction and workers', () => {
		const all = [
			scan({}), scan({'Index Name': 'other'}), scan({'Relation Name': 'scenes'}), scan({'Index Cond': '(scene_id = 8)'}), scan({'Index Cond': '(scene_id = $1)'}),
			scan({'Scan Direction': 'Backward'}), scan({'Parallel Aware': true}), scan({'Workers Planned': 2}), scan({Filter: 'true'}), scan({'Target Tables': [{Alias: 'a'}]}),
		];
		expect(new Set(all).size).toBe(all.length);
	});

	test('differs by shape: a, then b below it, is not a and b side by side', () => {
		const leaf = (name: string, children: JsonObject[] = []) => node('Append', {...outer, Alias: name}, children);
		expect(of(leaf('r', [leaf('a', [leaf('b')])]))).not.toBe(of(leaf('r', [leaf('a'), leaf('b')])));
	});

	test('differs between all fixtures with different queries', () => {
		const pg17 = fixtures.filter(({name}) => /^pg17\/\d/.test(name));
		expect(new Set(pg17.map(({name}) => planFingerprint(plan(name)))).size).toBe(pg17.length);
	});
});
