import {describe, expect, test} from 'vitest';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import {diffVerdict} from '../../source/diff/diff-verdict.ts';
import {diffJson} from '../../source/report/diff-json.ts';
import {diffText} from '../../source/report/diff-text.ts';
import {cellWidth} from '../../source/text/cells.ts';
import {explained, over, seqScan} from '../diff/made-plans.ts';
import {plan} from '../plan/plan-fixtures.ts';

const names = {before: 'before.json', after: 'after.json'};
const setops = diffPlans(plan('pg15/64_setops'), plan('pg18/64_setops'));
const text = (width: number) => diffText(setops, diffVerdict(setops), names, width).split('\n');

describe('diff --plain', () => {
	test('starts with the names, the verdict and the totals', () => {
		expect(text(120).slice(0, 5)).toEqual([
			'before.json → after.json',
			'~ cannot tell: 1.5x the time (13.7 ms against 9.25 ms) may be chance',
			'planning  0.51 ms → 0.64 ms ▲25.8 %',
			'execution 9.25 ms → 13.7 ms ▲47.9 %',
			'blocks    401 → 8,852 ▲22x',
		]);
	});

	test('shows both trees, what is outside them, and the biggest changes first', () => {
		const lines = text(120);
		expect(lines).toContain('         └─ Seq Scan customers                 3.13 ms → └─ Index Scan customers customers_pkey         9.08 ms   ▲190 %');
		expect(lines).toContain(`${'outside: serialization'.padEnd(104)}0.15 ms    ▲ new`);
		const biggest = lines.slice(lines.indexOf('the biggest changes') + 1);
		expect(biggest.slice(0, 3)).toEqual([
			'→ Index Scan customers customers_pkey (was Seq Scan) (moved)',
			'  was under Subquery Scan *SELECT* 2, is under SetOp Intersect All',
			'  Index Name: (none) → customers_pkey',
		]);
	});

	test.each([60, 80, 120, 200])('is never wider than %i cells', width => {
		expect(text(width).filter(line => cellWidth(line) > width)).toEqual([]);
	});

	test('of a plan and itself is one folded line without biggest changes', () => {
		const same = diffPlans(setops.before, setops.before);
		const lines = diffText(same, diffVerdict(same), names, 80).split('\n');
		expect(lines[1]).toBe('~ no difference: the same plan over the same 401 blocks');
		expect(lines.slice(-1)[0]).toMatch(/▸ SetOp Intersect All: 7 unchanged nodes/);
	});

	test('shows names from the plans and the command line, and obeys none of them', () => {
		const evil = diffPlans(explained(seqScan('a\u001B[2Jb', {Filter: 'x\u001B]0;y\u0007'})), explained(seqScan('a\u001B[2Jb', {Filter: 'z\u001B[0m'})));
		expect(diffText(evil, diffVerdict(evil), {before: '\u001B[31m', after: 'b'}, 100)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
	});
});

describe('diff --json', () => {
	const json = JSON.parse(JSON.stringify(diffJson(setops, diffVerdict(setops), names))) as Record<string, never>;

	test('has the verdict, the totals, the tree of both plans, and the biggest changes by id', () => {
		expect(json).toMatchObject({
			before: 'before.json',
			after: 'after.json',
			verdict: 'cannot tell',
			basis: 'one run each',
			totals: {executionMs: {before: 9.253, after: 13.686, change: 4.433, rounding: false}, blocks: {before: 401, after: 8852, change: 8451, rounding: false}},
		});
		const nodes = json['nodes'] as unknown as readonly Record<string, unknown>[];
		expect(nodes).toHaveLength(7);
		const moved = nodes[(json['biggest'] as unknown as readonly number[])[0] ?? 0];
		expect(moved).toMatchObject({
			kind: 'moved', parentId: 0,
			before: {id: 6, label: 'Seq Scan', relation: 'customers'},
			after: {label: 'Index Scan', index: 'customers_pkey'},
			alterations: [{key: 'Node Type', before: 'Seq Scan', after: 'Index Scan'}, {key: 'Index Name', before: null, after: 'customers_pkey'}],
			rows: {before: 5884, after: 5884, change: 0, rounding: true},
		});
	});

	test('has null for what is not there', () => {
		const diff = diffPlans(explained(over('Limit', [seqScan('a')])), explained(seqScan('a')));
		expect(diffJson(diff, diffVerdict(diff), names)).toMatchObject({nodes: [{kind: 'removed', after: null, selfMs: {after: null}}, {kind: 'matched'}]});
	});
});
