import {describe, expect, test} from 'vitest';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import type {PlanDiff} from '../../source/diff/plan-diff.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {JsonObject} from '../../source/plan/plan.ts';
import {diffCard} from '../../source/view/diff-card.ts';
import {diffColumns, diffHeader, diffLine} from '../../source/view/diff-columns.ts';
import {diffRows} from '../../source/view/diff-rows.ts';
import {lineWidth} from '../../source/view/fit-line.ts';
import {lineText} from '../../source/view/line.ts';
import {compare, indexScan, join, over, seqScan} from '../diff/made-plans.ts';
import {fixtures, member, node, outer, plan} from '../plan/plan-fixtures.ts';

function drawn(diff: PlanDiff, width: number, unfolded: ReadonlySet<number> = new Set()): readonly string[] {
	const columns = diffColumns(diff, width);
	return diffRows(diff, unfolded, columns.layout).map(row => lineText(diffLine(diff, row, columns)).trimEnd());
}

/** A Sort that an index made superfluous: 5.2 ms, of which the scan took 4.9. */
const flipped = compare(
	over('Limit', [over('Sort', [seqScan('shots', {'Actual Total Time': 4.9, 'Shared Hit Blocks': 1866, 'Filter': '(scene_id = 7)'})], {'Actual Total Time': 5.1, 'Shared Hit Blocks': 1866})], {'Actual Total Time': 5.2, 'Shared Hit Blocks': 1866}),
	over('Limit', [indexScan('shots', 'shots_scene', {'Actual Total Time': 0.04, 'Shared Hit Blocks': 13})], {'Actual Total Time': 0.05, 'Shared Hit Blocks': 13}),
);

/** Twenty partitions, 0.1 ms each; the eleventh may be read by an index, which takes 4 ms. */
const partitions = (byIndex: boolean) => over('Append', Array.from({length: 20}, (_, at) => ({
	...node(byIndex && at === 10 ? 'Index Scan' : 'Seq Scan', {'Relation Name': `shots_${at}`, 'Alias': `shots_${at}`, 'Actual Total Time': byIndex && at === 10 ? 4 : 0.1}), ...member,
})), {'Actual Total Time': 6});

describe('stacked, where two trees have no room beside each other', () => {
	test('one tree tells what is gone, what changed and by how much', () => {
		expect(drawn(flipped, 90)).toEqual([
			'  Limit                                       0.1 ms → 0.01 ms    ▼90 %                  0',
			'- └─ Sort                                               0.2 ms   ▼ gone                  0',
			'~    └─ Index Scan shots shots_scene (wa…     4.9 ms → 0.04 ms  ▼99.2 %         1,866 → 13',
		]);
	});

	test('narrower screens give up the blocks, then the percentages', () => {
		expect(drawn(flipped, 70)[2]).toBe('~    └─ Index Scan shots shots_scene (w…     4.9 ms → 0.04 ms  ▼99.2 %');
		expect(drawn(flipped, 50)[2]).toBe('~    └─ Index Scan shots sho…     4.9 ms → 0.04 ms');
	});

	test('the header names the columns', () => {
		expect(lineText(diffHeader(flipped, diffColumns(flipped, 90), {before: 'a', after: 'b'})).replace(/ {2,}/g, '|')).toBe('|operation|self before → after|change|blocks');
	});
});

describe('side by side, where they have', () => {
	test('each plan is its own tree, partners on one line', () => {
		expect(drawn(flipped, 120)).toEqual([
			'Limit                                           0.1 ms   Limit                                          0.01 ms    ▼90 %',
			'└─ Sort                                         0.2 ms -                                                          ▼ gone',
			'   └─ Seq Scan shots                            4.9 ms ~ └─ Index Scan shots shots_scene                0.04 ms  ▼99.2 %',
		]);
	});

	test('what moved is told where it was and where it is', () => {
		const diff = compare(join('Nested Loop', seqScan('a'), seqScan('b')), join('Nested Loop', seqScan('b'), seqScan('a')));
		expect(diffRows(diff, new Set(), 'side by side').map(({shows, node: made}) => [shows, made.before?.relation ?? null])).toEqual([
			['both', null], ['before', 'a'], ['both', 'b'], ['after', 'a'],
		]);
		expect(drawn(diff, 120).map(line => line.replace(/\s+/g, ' ').trim())).toEqual([
			'Nested Loop 0 ms Nested Loop 0 ms =',
			'├─ Seq Scan a 0 ms →',
			'└─ Seq Scan b 0 ms → ├─ Seq Scan b 0 ms =',
			'→ └─ Seq Scan a 0 ms =',
		]);
	});

	test('wide ones show blocks beside the times', () => {
		expect(drawn(flipped, 150)[2]).toMatch(/└─ Seq Scan shots +4\.9 ms +1,866 ~ └─ Index Scan shots shots_scene +0\.04 ms +13 +▼99\.2 %$/);
	});

	test('the header has the names of both', () => {
		expect(lineText(diffHeader(flipped, diffColumns(flipped, 120), {before: 'bare', after: 'optimized'})).replace(/\s+/g, ' ')).toBe('bare self optimized self change');
	});
});

describe('without times', () => {
	const untimed = (hit: number) => ({'Node Type': 'Seq Scan', 'Relation Name': 'a', 'Alias': 'a', 'Actual Rows': 1, 'Actual Loops': 1, 'Shared Hit Blocks': hit});
	const estimated = (cost: number) => ({'Node Type': 'Seq Scan', 'Relation Name': 'a', 'Alias': 'a', 'Total Cost': cost, 'Plan Rows': 1});

	test('blocks are compared', () => {
		expect(drawn(compare(untimed(100), untimed(1200)), 70)[0]).toMatch(/Seq Scan a +100 → 1,200 +▲12x$/);
	});

	test('of estimates the costs are shown, and nothing is called better or worse', () => {
		const diff = compare(estimated(900), estimated(12));
		expect(drawn(diff, 70)[0]).toMatch(/Seq Scan a +900 → 12$/);
		const columns = diffColumns(diff, 120);
		const [row] = diffRows(diff, new Set(), columns.layout);
		expect(diffLine(diff, row!, columns).filter(({tone}) => tone === 'better' || tone === 'worse')).toEqual([]);
	});
});

describe('unchanged branches', () => {
	const diff = compare(partitions(false), partitions(true));

	test('are one line for each run, with their number and their times together: 10 x 0.1 ms', () => {
		for (const width of [80, 120]) {
			const lines = drawn(diff, width).map(line => line.replace(/\s+/g, ' ').trim());
			expect(lines).toHaveLength(4);
			expect(lines[1]).toMatch(/^├─ ▸ 10 unchanged nodes.* 1 ms/);
			expect(lines[2]).toMatch(/^(?:~ )?├─ /);
			expect(lines[3]).toMatch(/^└─ ▸ 9 unchanged nodes.* 0\.9 ms/);
		}
	});

	test('unfold by the id of their first node, and only they', () => {
		const rows = diffRows(diff, new Set(), 'stacked');
		const fold = rows[1]!;
		expect(fold).toMatchObject({fold: 'closed', folded: {nodes: 10}});
		for (const layout of ['stacked', 'side by side'] as const) {
			const opened = diffRows(diff, new Set([fold.node.id]), layout);
			expect(opened).toHaveLength(13);
			expect(opened[1]).toMatchObject({fold: 'open', folded: null});
			expect(opened.at(-1)).toMatchObject({fold: 'closed'});
		}
	});

	test('are not looked for again at a key that folds nothing', () => {
		const unfolded = new Set<number>();
		expect(diffRows(diff, unfolded, 'stacked')).toBe(diffRows(diff, unfolded, 'stacked'));
		expect(diffRows(diff, unfolded, 'side by side')).not.toBe(diffRows(diff, unfolded, 'stacked'));
	});

	test('of one subtree keep its root\'s name', () => {
		const right = () => over('Hash', [over('Sort', [seqScan('scenes')])]);
		const made = compare(join('Hash Join', seqScan('a', {Filter: '(x = 1)'}), right()), join('Hash Join', seqScan('a', {Filter: '(x = 2)'}), right()));
		expect(drawn(made, 80).map(line => line.replace(/\s+/g, ' ').trim())).toEqual([
			'Hash Join 0 ms =', '~ ├─ Seq Scan a (Filter) 0 ms =', '└─ ▸ Hash: 3 unchanged nodes 0 ms',
		]);
	});

	test('stay open where the same node took much longer: what grew is not hidden', () => {
		const pair = (ms: number) => over('Append', [{...seqScan('a'), ...member}, {...seqScan('b', {'Actual Total Time': ms}), ...member}], {'Actual Total Time': ms});
		expect(drawn(compare(pair(1), pair(9)), 80)).toHaveLength(3);
		expect(drawn(compare(pair(9), pair(9.2)), 80)).toHaveLength(1);
	});

	test.each(['stacked', 'side by side'] as const)('%s: a whole plan without changes is one line', layout => {
		const same = plan('pg15/03_parallel_hash_join');
		const made = diffPlans(same, same);
		expect(diffRows(made, new Set(), layout)).toHaveLength(1);
		expect(diffRows(made, new Set([0]), layout)).toHaveLength(same.nodes.length);
	});
});

describe('a card', () => {
	test('tells what one node says differently, and what it took', () => {
		const changed = flipped.nodes.find(({kind}) => kind === 'changed')!;
		expect(diffCard(flipped, changed, 100).map(lineText)).toEqual([
			'~ Index Scan shots shots_scene (was Seq Scan)',
			'  Index Name: (none) → shots_scene',
			'  Filter: (scene_id = 7) → (none)',
			'  Index Cond: (none) → (scene_id = 7)',
			'  self time  4.9 ms → 0.04 ms ▼99.2 %',
			'  rows       1 =',
			'  blocks     1,866 → 13 ▼99.3 %',
		]);
	});

	test('tells where a node was before it moved', () => {
		const diff = compare(join('Hash Join', seqScan('a'), over('Hash', [seqScan('b')])), join('Hash Join', seqScan('b'), over('Hash', [seqScan('a')])));
		const moved = diff.nodes.find(({kind, after}) => kind === 'moved' && after?.relation === 'a')!;
		expect(diffCard(diff, moved, 100).map(lineText).slice(0, 2)).toEqual(['→ Seq Scan a (moved)', '  was under Hash Join, is under Hash']);
	});

	test('the card of one that stayed under its node in another role tells the roles: a CTE became an input', () => {
		const scan = (facts: JsonObject) => node('Seq Scan', {...facts, 'Relation Name': 'a', 'Alias': 'a'});
		const cte = parsePlan({Plan: node('Hash Join', {}, [scan({'Parent Relationship': 'InitPlan', 'Subplan Name': 'CTE w'}), node('CTE Scan', {...outer, 'CTE Name': 'w', 'Alias': 'w'})])});
		const inlined = parsePlan({Plan: node('Hash Join', {}, [scan(outer)])});
		const diff = diffPlans(cte, inlined);
		const moved = diff.nodes.find(({kind}) => kind === 'moved');
		expect(moved === undefined ? [] : diffCard(diff, moved, 100).map(lineText)).toContain('  was under Hash Join (CTE w), is under Hash Join (Outer)');
	});

	test('stacks conditions that are too long for a line, and cuts none of them', () => {
		const long = (x: number) => `((project_id = '0183b080-811e-4dcc-a022-02a9cbb0620e'::uuid) AND (status = 'planned'::text) AND (x = ${x}))`;
		const diff = compare(seqScan('a', {Filter: long(1)}), seqScan('a', {Filter: long(2)}));
		const lines = diffCard(diff, diff.nodes[0]!, 60);
		expect(lines.every(line => lineWidth(line) <= 60)).toBe(true);
		const text = lines.map(lineText).map(line => line.trim()).join(' ');
		expect(text).toContain(`Filter: was ${long(1)} is  ${long(2)}`);
	});
});

describe('over real plans', () => {
	const pairs = fixtures.filter(({name}) => name.startsWith('pg13/')).map(({name}) => ({name, before: plan(name), after: plan(name.replace('pg13', 'pg18'))}));

	test.each(pairs)('$name on 13 and 18: every line is exactly as wide as the screen, and unfolded every node is on one', ({before, after}) => {
		const diff = diffPlans(before, after);
		for (const width of [40, 60, 80, 100, 120, 160]) {
			const columns = diffColumns(diff, width);
			const rows = diffRows(diff, new Set(), columns.layout);
			const all = diffRows(diff, new Set(diff.nodes.map(({id}) => id)), columns.layout);
			expect(all.every(({folded}) => folded === null)).toBe(true);
			expect(new Set(all.map(({node: made}) => made.id)).size).toBe(diff.nodes.length);
			for (const line of [diffHeader(diff, columns, {before: 'a file', after: 'another file'}), ...[...rows, ...all].map(row => diffLine(diff, row, columns))]) {
				expect(lineWidth(line), lineText(line)).toBe(width);
			}
		}
	});

	test.each(pairs)('$name on 13 and 18: side by side, each side is that plan from top to bottom', ({before, after}) => {
		const diff = diffPlans(before, after);
		const rows = diffRows(diff, new Set(diff.nodes.map(({id}) => id)), 'side by side');
		expect(rows.filter(({shows, node: made}) => made.before !== null && shows !== 'after').map(({node: made}) => made.before?.id)).toEqual(before.nodes.map(({id}) => id));
		expect(rows.filter(({shows, node: made}) => made.after !== null && shows !== 'before').map(({node: made}) => made.after?.id)).toEqual(after.nodes.map(({id}) => id));
	});
});
