import {describe, expect, test} from 'vitest';
import {alikeGroups} from '../../source/plan/alike-groups.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {JsonObject, Plan} from '../../source/plan/plan.ts';
import {lineWidth} from '../../source/view/fit-line.ts';
import {lineText} from '../../source/view/line.ts';
import {planColumns, planLine} from '../../source/view/plan-columns.ts';
import {planRows} from '../../source/view/plan-rows.ts';
import {fixtures, member, node, outer} from '../plan/plan-fixtures.ts';

const scan = (name: string, ms: number) => node('Seq Scan', {...member, 'Relation Name': name, 'Alias': name, 'Actual Total Time': ms});
const partitions = (...ms: readonly number[]) => ms.map((each, at) => scan(`p${at}`, each));
const explained = (root: JsonObject, executionMs: number) => parsePlan({'Plan': root, 'Execution Time': executionMs});

function drawn(plan: Plan, folded: ReadonlySet<number> = new Set()): readonly string[] {
	const columns = planColumns(plan, 80);
	return planRows(plan, folded, alikeGroups(plan)).map(row => lineText(planLine(plan, row, columns)).replace(/ {2,}/g, '|').replace(/[▏▎▍▌▋▊▉█| ]+$/, ''));
}

const rows = (plan: Plan) => planRows(plan, new Set(), alikeGroups(plan));

describe('a crowd in the tree', () => {
	test('1,998 partitions: the slowest is shown, the others are one row that has their mean and their sum', () => {
		const plan = explained(node('Append', {'Actual Total Time': 404.4}, partitions(...Array.from({length: 1998}, (_, at) => at === 700 ? 4 : 0.2))), 404.4);
		expect(drawn(plan)).toEqual(['Append|1→1|1 ms|404 ms', '├─ Seq Scan p700|1→1|4 ms|4 ms', '└─ ▸ 1,997 alike, 0.2 ms each|399 ms']);
		expect(rows(plan)[2]).toMatchObject({node: {id: 1}, fold: 'closed', hidden: 1997});
	});

	test('is opened by leaving its group out', () => {
		const plan = explained(node('Append', {'Actual Total Time': 5}, partitions(1, 1, 1, 1, 1)), 5);
		expect(planRows(plan, new Set(), [])).toHaveLength(6);
		expect(planRows(plan, new Set(), alikeGroups(plan))).toHaveLength(3);
	});

	test('leaves its neighbours where they are, and closes the bracket only at the end', () => {
		const index = node('Index Scan', {...member, 'Relation Name': 'x', 'Alias': 'x', 'Actual Total Time': 2});
		const plan = explained(node('Append', {'Actual Total Time': 12}, [...partitions(1, 1, 1, 1, 1), index, ...partitions(1, 1, 1, 1, 1)]), 12);
		expect(drawn(plan).map(line => line.split('|')[0])).toEqual(['Append', '├─ Seq Scan p0', '├─ ▸ 4 alike, 1 ms each', '├─ Index Scan x', '├─ Seq Scan p0', '└─ ▸ 4 alike, 1 ms each']);
	});

	test('of subtrees shows one whole subtree, which can be folded as ever', () => {
		const join = (at: number) => node('Nested Loop', {...member, 'Actual Total Time': 3}, [{...scan(`a${at}`, 1), ...outer}, {...scan(`b${at}`, 1), ...outer}]);
		const plan = explained(node('Append', {'Actual Total Time': 18}, Array.from({length: 6}, (_, at) => join(at))), 18);
		expect(drawn(plan).map(line => line.split('|')[0])).toEqual(['Append', '├─ Nested Loop', '│', '└─ ▸ 5 alike, 3 ms each'].flatMap(line => line === '│' ? ['│', '│'] : [line]));
		expect(drawn(plan, new Set([1])).map(line => line.split('|')[0])).toEqual(['Append', '├─ ▸ Nested Loop +2 nodes', '└─ ▸ 5 alike, 3 ms each']);
	});

	test('within a crowd, each is shown by one', () => {
		const inside = (at: number) => node('Append', {...member, 'Actual Total Time': 5}, partitions(1, 1, 1, 1, 1 + at / 10));
		const plan = explained(node('Append', {'Actual Total Time': 40}, Array.from({length: 5}, (_, at) => inside(at))), 40);
		expect(drawn(plan).map(line => line.split('|').slice(0, 1)[0])).toHaveLength(5);
		expect(rows(plan).map(({alike}) => alike?.count ?? null)).toEqual([null, null, null, 4, 4]);
	});
});

test.each(fixtures)('$name: with its crowds together, the self times shown add up to those of all nodes', ({text}) => {
	for (const raw of JSON.parse(text) as JsonObject[]) {
		const plan = parsePlan(raw);
		const shown = rows(plan).reduce((sum, {selfMs}) => sum + (selfMs ?? 0), 0);
		expect(shown).toBeCloseTo(plan.nodes.reduce((sum, {selfMs}) => sum + (selfMs ?? 0), 0), 6);
		expect(rows(plan).reduce((sum, {hidden, alike}) => sum + hidden + (alike === null ? 1 : 0), 0)).toBe(plan.nodes.length);
	}
});

describe('a tree that is very deep', () => {
	const chain = (depth: number) => {
		let below = scan('deep', 0.5);
		for (let level = 0; level < depth; level++) {
			below = node(level % 2 === 0 ? 'Materialize' : 'Limit', {...outer, 'Actual Total Time': 1}, [below]);
		}

		return explained(below, 1);
	};

	test.each([40, 58, 80, 120])('in %i cells every node has its name, and every row is as wide as the screen', width => {
		const plan = chain(3000);
		const columns = planColumns(plan, width);
		const shown = planRows(plan, new Set()).map(row => planLine(plan, row, columns));
		expect(shown.every(line => lineWidth(line) === width)).toBe(true);
		expect(shown.map(line => lineText(line)).filter(text => !/Mat|Lim|Seq/.test(text))).toEqual([]);
		expect(lineText(shown.at(-1) ?? [])).toMatch(/^… .*└─? ?Seq/);
	});

	test('in few cells figures do not touch: the shortest time is as wide as any', () => {
		const plan = explained(node('Seq Scan', {'Relation Name': 't', 'Alias': 't', 'Actual Total Time': 0.001, 'Actual Rows': 5}), 1);
		const [row] = planRows(plan, new Set());
		expect(lineText(planLine(plan, row!, planColumns(plan, 48)))).toContain('1→5 <0.01 ms');
	});
});
