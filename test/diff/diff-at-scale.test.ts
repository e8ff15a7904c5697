import {Session} from 'node:inspector/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import type {PlanDiff} from '../../source/diff/plan-diff.ts';
import type {JsonObject, Plan} from '../../source/plan/plan.ts';
import {member, node, outer} from '../plan/plan-fixtures.ts';
import {explained, join, over, seqScan} from './made-plans.ts';

const profiler = new Session();

/** Counting must begin before V8 compiles what is counted, and goes on until the end of the file. */
beforeAll(async () => {
	profiler.connect();
	await profiler.post('Profiler.enable');
	await profiler.post('Profiler.startPreciseCoverage', {callCount: true, detailed: true});
});

afterAll(() => {
	profiler.disconnect();
});

/** How often the blocks of code in source/diff/ were entered, weighted by their length: steps, without a clock. */
async function stepsOf(work: () => void): Promise<number> {
	await profiler.post('Profiler.takePreciseCoverage');
	work();
	const {result} = await profiler.post('Profiler.takePreciseCoverage');
	return result
		.filter(({url}) => url.includes('/source/diff/'))
		.flatMap(({functions}) => functions.flatMap(({ranges}) => ranges))
		.reduce((sum, {count, startOffset, endOffset}) => sum + count * (endOffset - startOffset), 0);
}

type Shape = (size: number) => JsonObject;

const partitions = (size: number, from: number, type: string): JsonObject => over('Append', Array.from({length: size}, (_, at) => ({
	...node(type, {'Relation Name': `shots_${from + at}`, 'Alias': `shots_${at + 1}`, 'Filter': '(x = 1)'}), ...member,
})));

const bitmaps = (size: number, index: string): JsonObject => node('Bitmap Heap Scan', {'Relation Name': 'a', 'Alias': 'a'}, [
	node('BitmapOr', outer, Array.from({length: size}, (_, at) => node('Bitmap Index Scan', {...member, 'Index Name': `${index}_${at}`}))),
]);

const chain = (size: number, type: string): JsonObject => {
	let tree = seqScan('a');
	for (let level = 1; level < size; level++) {
		tree = node(level % 2 === 0 ? type : 'Subquery Scan', outer, [tree]);
	}

	return tree;
};

const joins = (size: number, type: string): JsonObject => {
	let tree = seqScan('t0');
	for (let at = 1; at < size / 2; at++) {
		tree = join(type, tree, seqScan(`t${at % 50}`, {Alias: `t${at}`}));
	}

	return tree;
};

const shapes: readonly {readonly what: string; readonly before: Shape; readonly after: Shape}[] = [
	{what: 'partitions read in another way', before: size => partitions(size, 0, 'Seq Scan'), after: size => partitions(size, 0, 'Index Scan')},
	{what: 'partitions that are half others', before: size => partitions(size, 0, 'Seq Scan'), after: size => partitions(size, size / 2, 'Seq Scan')},
	{what: 'nodes that are all alike', before: size => over('Append', Array.from({length: size}, () => node('Result', member))), after: size => over('Append', Array.from({length: size / 2}, () => node('Result', member)))},
	{what: 'bitmaps of other indexes', before: size => bitmaps(size, 'a'), after: size => bitmaps(size, 'b')},
	{what: 'a deep chain', before: size => chain(size, 'Sort'), after: size => chain(size, 'Materialize')},
	{what: 'a deep chain and its half', before: size => chain(size, 'Sort'), after: size => chain(size / 2, 'Sort')},
	{what: 'joins with another method', before: size => joins(size, 'Hash Join'), after: size => joins(size, 'Nested Loop')},
	{what: 'joins of the same table again and again', before: size => joins(size, 'Hash Join'), after: size => chain(size, 'Sort')},
];

describe('10,000 nodes', () => {
	test('steps are counted: a plan of ten times the nodes takes at least nine times as many', async () => {
		const [few, many] = [1000, 10_000].map(size => explained(chain(size, 'Sort')));
		const steps = [await stepsOf(() => diffPlans(few!, few!)), await stepsOf(() => diffPlans(many!, many!))];
		expect(steps[0]).toBeGreaterThan(1000 * 100);
		expect(steps[1]! / steps[0]!).toBeGreaterThan(9);
	});

	test.each(shapes)('$what: take about ten times the steps of 1,000', async ({before, after}) => {
		const plansOf = (size: number): readonly [Plan, Plan] => [explained(before(size)), explained(after(size))];
		const small = plansOf(1000);
		const large = plansOf(10_000);
		let diff: PlanDiff | undefined;
		const few = await stepsOf(() => {
			diff = diffPlans(...small);
		});
		const many = await stepsOf(() => {
			diff = diffPlans(...large);
		});
		expect(diff?.nodes.length).toBeGreaterThanOrEqual(9999);
		// Sorting adds a factor of log 10,000 / log 1,000 to a part of it.
		expect(many / few).toBeLessThan(12);
	});
});

test('a chain of 100,000 nodes does not overflow', () => {
	const diff = diffPlans(explained(chain(100_000, 'Sort')), explained(chain(99_998, 'Sort')));
	expect(diff.nodes).toHaveLength(100_000);
	expect(diff.nodes.filter(({kind}) => kind === 'removed')).toHaveLength(2);
});

test('what an extension nests 100,000 deep does not overflow', () => {
	let nested: JsonObject = {};
	for (let level = 0; level < 100_000; level++) {
		nested = {a: [nested]};
	}

	const diff = diffPlans(explained(seqScan('a', {Custom: nested})), explained(seqScan('a', {Custom: {}})));
	expect(diff.nodes[0]?.alterations.map(({key}) => key)).toEqual(['Custom']);
});

test('a condition of a million characters, quoted, unquoted or broken off in a quote, is compared like any other', () => {
	for (const text of [`a.x = '${'\'\''.repeat(500_000)}'`, `(a.${'b.'.repeat(500_000)}c = 1)`, '\''.repeat(1_000_001), '(ANY ('.repeat(200_000), '"'.repeat(999_999)]) {
		const diff = diffPlans(explained(seqScan('a', {Filter: text})), explained(seqScan('a', {Filter: 'SubPlan', Output: ['x']})));
		expect(diff.nodes[0]?.kind).toBe('changed');
	}
});
