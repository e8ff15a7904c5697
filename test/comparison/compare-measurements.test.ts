import {describe, expect, test} from 'vitest';
import {compareMeasurements} from '../../source/comparison/compare-measurements.ts';
import type {Measurement} from '../../source/experiment/measurement.ts';
import {alone, inTurns, measured, measuredEntry, measuredIndex, measurement, postOptimization, type Told} from '../support/compared-measurements.ts';

const slow: Told = {ms: 5, blocks: 1866};
const quick: Told = {ms: 0.5, blocks: 5, index: 'shots_type'};

function compared(after: Partial<Measurement>, before: Partial<Measurement> = {}) {
	return compareMeasurements(measurement({statements: [alone('1', 'by-type', slow)], ...before}), postOptimization(after));
}

test('what was measured in turns is judged by its samples, and the interval stands beside the ratio', () => {
	const [one] = compared({statements: [inTurns('2', 'by-type', slow, quick)]}).statements;
	expect(one).toMatchObject({basis: 'in turns', verdict: {verdict: 'faster', basis: 'measured'}, samePlan: false, notes: []});
	expect(one?.ratio?.value).toBeCloseTo(10, 1);
	expect([one?.before?.blocks, one?.after?.blocks, one?.after?.indexes, one?.after?.scans[0]?.label]).toEqual([1866, 5, ['shots_type'], 'Index Scan']);
	expect(one?.after?.totalMs).toBeCloseTo((one?.after?.executionMs ?? 0) + 0.1, 6);
});

test('where nobody can switch, the baseline\'s own run stands beside, judged as runs apart are: by blocks', () => {
	const [lucky] = compared({statements: [alone('2', 'by-type', {...slow, ms: 4})]}).statements;
	expect(lucky).toMatchObject({basis: 'apart', verdict: {verdict: 'no difference', basis: 'measured apart'}});
	const [proved] = compared({statements: [alone('2', 'by-type', quick)]}).statements;
	expect(proved).toMatchObject({basis: 'apart', verdict: {verdict: 'faster', basis: 'measured apart'}});
});

test('a baseline whose own run contradicts what its indexes do now is told, and what is measured now counts', () => {
	const notesOf = (own: Told) => compared({statements: [inTurns('2', 'by-type', slow, quick)]}, {statements: [alone('1', 'by-type', own)]}).statements[0]?.notes;
	expect(notesOf({...slow, index: 'shots_scene'})).toEqual([expect.stringContaining('the plan is another one now (Seq Scan shots) than when the baseline was measured (Index Scan shots (shots_scene))')]);
	expect(notesOf({...slow, blocks: 900})).toEqual([expect.stringContaining('touched 900 blocks, the same plan under the same indexes 1,866 now')]);
	expect(notesOf({...slow, ms: 20})).toEqual([expect.stringMatching(/own run took 20\.\d ms, the same work 5\.\d+ ms now: the machine was slower then/)]);
	expect(notesOf({...slow, ms: 6})).toEqual([]);
});

test('a statement that was changed in between has nothing to be compared with, except by turns', () => {
	const changed = {...quick, sql: 'select 1'};
	expect(compared({statements: [alone('2', 'by-type', changed)]}).statements[0])
		.toMatchObject({basis: 'none', verdict: null, ratio: null, notes: ['The statement was changed in between: there is nothing to compare it with.']});
	expect(compared({statements: [inTurns('2', 'by-type', {...slow, sql: 'select 1'}, changed)]}).statements[0])
		.toMatchObject({basis: 'in turns', verdict: {verdict: 'faster'}, notes: ['The statement was changed since the baseline: both sides are the new text.']});
});

test('other values are no comparison apart', () => {
	expect(compared({statements: [alone('2', 'by-type', {...quick, value: 'b'})]}).statements[0])
		.toMatchObject({verdict: {verdict: 'cannot tell', because: 'the two were measured with other values'}, notes: ['Values: the baseline was measured with id = a, this with id = b.']});
});

test('another database, and another version, are told and never compared', () => {
	const elsewhere = compared({statements: [alone('2', 'by-type', quick)], database: {label: 'production', key: 'other'}});
	expect(elsewhere.differences[0]).toBe('Different databases: PGlite (embedded), small, seed 1, then production. Only what was measured in turns is compared.');
	expect(elsewhere.statements[0]).toMatchObject({basis: 'none', verdict: null, notes: ['Not compared: the baseline was measured on another database.']});
	const server = {...measured('0', 'x', {}).run.server, version: 'PostgreSQL 19.1', versionNumber: 190_001};
	const upgraded = compared({statements: [inTurns('2', 'by-type', slow, quick)], server});
	expect(upgraded.differences).toEqual(['Different servers: PostgreSQL 18.6, then PostgreSQL 19.1. Only what was measured in turns is compared.']);
	expect(upgraded.statements[0]).toMatchObject({basis: 'in turns', verdict: {verdict: 'faster'}});
});

test('what is missing is told with its reason: failed, left out, not reached, not in the catalogue', () => {
	const entries = ['by-type', 'failed', 'late', 'new', 'writes'].map(name => measuredEntry(name));
	const {missing, differences} = compared(
		{statements: [inTurns('2', 'by-type', slow, quick), alone('3', 'new', slow)], finishedAt: null, catalog: {folder: 'queries', entries}, failures: [{entry: 'failed', lines: ['relation "x" does not exist']}], leftOut: [{entry: 'writes', lines: ['this statement writes']}]},
		{catalog: {folder: 'queries', entries: [measuredEntry('by-type', {mark: 'another'}), measuredEntry('gone'), measuredEntry('late'), measuredEntry('failed')]}},
	);
	expect(missing.map(({entry, before, after}) => [entry.name, before, after])).toEqual([
		['failed', ['not measured'], ['relation "x" does not exist']],
		['late', ['not measured'], ['not reached before it was stopped']],
		['new', ['not in the catalogue'], null],
		['writes', ['not in the catalogue'], ['this statement writes']],
		['gone', ['not measured'], ['not in the catalogue']],
	]);
	expect(differences).toEqual([
		'The post-optimization bbbbbbbb was stopped before its end: 2 of 5 entries were measured.',
		'The catalogue changed since the baseline: by-type.',
		'New in the catalogue since the baseline: new, writes.',
		'Gone from the catalogue since the baseline: gone.',
	]);
});

test('tables that grew, another baseline, and indexes that went or are others now are told', () => {
	const {differences} = compared({
		statements: [], answers: 'cccccccc', indexes: [measuredIndex('shots_type', {definition: 'CREATE INDEX shots_type ON shots (lighting)'})],
		tables: [{schema: 'public', name: 'shots', rows: 200_000, bytes: 30_000_000}], notes: ['shots_x could not be switched.'],
	}, {indexes: [measuredIndex('shots_scene'), measuredIndex('shots_type')]});
	expect(differences).toEqual([
		'The measurement bbbbbbbb was taken against the baseline cccccccc, not aaaaaaaa: what was measured in turns was measured under the indexes of cccccccc.',
		'Gone from the catalogue since the baseline: by-type.',
		'shots had 100,000 rows, and has 200,000.',
		'Indexes that were there before, and are not any more: shots_scene.',
		'The index shots_type is another one now: CREATE INDEX shots_type ON public.shots USING btree (scene_id), then CREATE INDEX shots_type ON shots (lighting).',
		'shots_x could not be switched.',
	]);
});

test('an index saves, is chosen in vain, is not used, or is not valid', () => {
	const names = ['shots_type', 'shots_vain', 'shots_idle', 'shots_broken'];
	const {indexes, attention, recommendations} = compared({
		statements: [inTurns('2', 'by-type', slow, quick), inTurns('3', 'by-id', {ms: 1, blocks: 3, index: 'shots_scene'}, {ms: 1, blocks: 3, index: 'shots_vain'})],
		indexes: [measuredIndex('shots_scene'), ...names.map(name => measuredIndex(name, {valid: name !== 'shots_broken'}))],
	});
	expect(indexes.adoptions.map(({index, verdict, uses}) => [index.name, verdict, uses.map(({comparison, blocks, saves}) => [comparison.entry.name, blocks, saves])])).toEqual([
		['shots_type', 'saves', [['by-type', {before: 1866, after: 5}, true]]],
		['shots_vain', 'saves nothing', [['by-id', {before: 3, after: 3}, false]]],
		['shots_idle', 'not used', []],
		['shots_broken', 'not valid', []],
	]);
	expect(indexes.superseded.map(({name}) => name)).toEqual(['shots_scene']);
	expect(attention.map(({kind, subject}) => [kind, subject])).toEqual([['useless index', 'shots_vain'], ['invalid index', 'shots_broken']]);
	expect(recommendations.map(({todo, command}) => [todo, command])).toEqual([
		['Keep shots_type', null],
		['Drop shots_vain (800 kB)', 'DROP INDEX CONCURRENTLY public.shots_vain;'],
		['Drop shots_idle (800 kB)', 'DROP INDEX CONCURRENTLY public.shots_idle;'],
		['Drop shots_broken (800 kB)', 'DROP INDEX CONCURRENTLY public.shots_broken;'],
	]);
});

test('the index of a partitioned table is one, used by whatever uses a part of it, and counted in all its partitions', () => {
	const part = (name: string, table: string, partOf: string) => measuredIndex(name, {table, partOf});
	const {indexes: {adoptions}, recommendations} = compared({
		statements: [inTurns('2', 'by-type', {...slow, table: 'shots_2'}, {...quick, table: 'shots_2', index: 'shots_type_shots_2'})],
		indexes: [
			measuredIndex('shots_scene'), measuredIndex('shots_type', {bytes: 0}), part('shots_type_shots_1', 'shots_1', 'public.shots_type'), part('shots_type_shots_2', 'shots_2', 'public.shots_type'),
			measuredIndex('shots_idle', {bytes: 0}), part('shots_idle_shots_1', 'shots_1', 'public.shots_idle'),
		],
	});
	expect(adoptions.map(({index, verdict, uses}) => [index.name, index.bytes, verdict, uses.map(({blocks, beside}) => [blocks, beside])])).toEqual([
		['shots_type', 1_638_400, 'saves', [[{before: 1866, after: 5}, []]]],
		['shots_idle', 819_200, 'not used', []],
	]);
	// Postgres drops no such index CONCURRENTLY.
	expect(recommendations.flatMap(({command}) => command ?? [])).toEqual(['DROP INDEX public.shots_idle;']);
});

test('what was not measured to the end proves no index useless', () => {
	const statements = [inTurns('2', 'by-type', slow, {...quick, index: 'shots_scene'})];
	expect(compared({statements}).recommendations.map(({todo}) => todo)).toEqual(['Drop shots_type (800 kB)']);
	expect(compared({statements, finishedAt: null}).recommendations).toEqual([]);
	expect(compared({statements, catalog: {folder: 'queries', entries: [measuredEntry('by-type'), measuredEntry('failed')]}}).recommendations).toEqual([]);
});

test('a regression, a whole table read, what takes long and what reads much need attention', () => {
	const {attention, recommendations} = compared({statements: [
		inTurns('2', 'by-type', quick, {ms: 60, blocks: 1866}),
		inTurns('3', 'more', {ms: 1, blocks: 10, index: 'shots_scene'}, {ms: 1, blocks: 20, index: 'shots_type'}),
	]});
	expect(attention.map(({kind, subject}) => `${kind}: ${subject}`)).toEqual([
		'regression: by-type', 'sequential scan: by-type', 'slow: by-type', 'high reads: by-type', 'more blocks: more', 'useless index: shots_type',
	]);
	expect(attention[1]?.text).toBe('reads all of shots: 100,000 rows, 14 MB.');
	expect(recommendations[0]?.todo).toBe('Look at by-type');
});

test('a small table may be read whole', () => {
	const {attention} = compared({statements: [inTurns('2', 'by-type', quick, {ms: 0.5, blocks: 5})], tables: [{schema: 'public', name: 'shots', rows: 9_999, bytes: 8192}]});
	expect(attention).toEqual([]);
});

test('the whole is weighted by frequency, and what is not proved counts as unchanged', () => {
	const rare = measuredEntry('rare', {frequency: 'low'});
	const often = measuredEntry('by-type', {frequency: 'very high'});
	const {overall, top} = compared({
		catalog: {folder: 'queries', entries: [often, rare]},
		statements: [inTurns('2', 'by-type', {ms: 1, blocks: 10}, {ms: 1.01, blocks: 10, index: 'shots_type'}), inTurns('3', 'rare', {ms: 160, blocks: 1000}, {ms: 16, blocks: 100, index: 'shots_type'})],
	});
	// 16 x 1 + 1 x 160 before; 16 x 1 + 1 x 16 after.
	expect(overall.statements).toMatchObject({counted: 2, proved: 1, blocks: {before: 1160, after: 260}});
	expect(overall.statements.time?.value).toBeCloseTo(176 / 32, 1);
	expect(top.map(({entry}) => entry.name)).toEqual(['rare']);
});

test('where calls were imported they are the weight, whatever the words say; one without them counts as the median of the others', () => {
	const rare = measuredEntry('rare', {frequency: 'very high', load: {calls: 2, totalMs: 320}});
	const often = measuredEntry('by-type', {frequency: 'low', load: {calls: 1000, totalMs: null}});
	const added = measuredEntry('added', {frequency: 'high'});
	const statements = [
		inTurns('2', 'rare', {ms: 160, blocks: 1000}, {ms: 16, blocks: 100, index: 'shots_type'}),
		inTurns('3', 'by-type', {ms: 4, blocks: 10}, {ms: 1, blocks: 5, index: 'shots_type'}),
	];
	const {overall, top} = compared({catalog: {folder: 'queries', entries: [rare, often]}, statements});
	expect(overall.statements).toMatchObject({weighing: {basis: 'calls', uncounted: 0}, blocks: {before: 2 * 1000 + 1000 * 10, after: 2 * 100 + 1000 * 5}});
	expect(overall.statements.time?.value).toBeCloseTo((2 * 160 + 1000 * 4) / (2 * 16 + 1000 * 1), 1);
	// 144 ms twice, or 3 ms a thousand times.
	expect(top.map(({entry}) => entry.name)).toEqual(['by-type', 'rare']);

	const grown = compared({catalog: {folder: 'queries', entries: [rare, often, added]}, statements: [...statements, inTurns('4', 'added', {ms: 1, blocks: 1}, {ms: 1, blocks: 1, index: 'shots_type'})]});
	expect(grown.overall.statements).toMatchObject({weighing: {basis: 'calls', uncounted: 1}, blocks: {before: 12_000 + 501 * 4}});
});

test('the top five are the five that gained most beyond doubt, then those that touch fewer blocks', () => {
	const gains = [2, 8, 4, 16, 32, 64];
	const {top} = compared({statements: [
		inTurns('a', 'blocks-only', {ms: 1, blocks: 100}, {ms: 1, blocks: 10, index: 'shots_type'}),
		...gains.map((times, at) => inTurns(`b${at}`, `times-${times}`, {ms: 100, blocks: 100}, {ms: 100 / times, blocks: 50, index: 'shots_type'})),
	]});
	expect(top.map(({entry}) => entry.name)).toEqual(['times-64', 'times-32', 'times-16', 'times-8', 'times-4']);
});

describe('a catalogue that reads other tables than before', () => {
	const scenes = {schema: 'public', name: 'scenes', rows: 100, bytes: 8192};
	const primaryKey = measuredIndex('scenes_pkey', {table: 'scenes', constraint: true});

	test('has no indexes built or gone on them: nobody looked there twice', () => {
		const before = measurement({statements: [alone('1', 'shots-of-a-scene', {index: 'shots_scene'})]});
		const after = postOptimization({...before, step: 'post-optimization', id: 'bbbbbbbb', tables: [...before.tables, scenes], indexes: [...before.indexes, primaryKey]});
		expect(compareMeasurements(before, after).indexes).toMatchObject({adoptions: [], dropped: []});
		expect(compareMeasurements(after, {...before, step: 'post-optimization', id: 'cccccccc'}).indexes).toMatchObject({adoptions: [], dropped: []});
	});

	test('is never told to drop what backs a constraint', () => {
		const before = measurement({statements: [alone('1', 'shots-of-a-scene', {index: 'shots_scene'})], tables: [scenes]});
		const after = postOptimization({statements: before.statements, tables: [scenes], indexes: [...before.indexes, primaryKey]});
		const {indexes, recommendations} = compareMeasurements(before, after);
		expect(indexes.adoptions.map(({index, verdict}) => [index.name, verdict])).toEqual([['scenes_pkey', 'not used']]);
		expect(recommendations.flatMap(({command}) => command ?? []).join(' ')).not.toContain('scenes_pkey');
	});
});

describe('what is not alike', () => {
	const text = {sql: 'select * from shots where v = 9'};

	test('counts for nothing that is said of all, though it is shown: another text in turns', () => {
		const {statements, overall, top, recommendations, indexes} = compared({statements: [inTurns('2', 'by-type', {...slow, ...text}, {...quick, ...text})]});
		expect(statements[0]).toMatchObject({basis: 'in turns', alike: false, verdict: {verdict: 'faster'}});
		expect(overall.statements).toMatchObject({counted: 0, time: null, blocks: null});
		expect([top, recommendations]).toEqual([[], []]);
		expect(indexes.adoptions.map(({verdict}) => verdict)).toEqual(['saves']);
	});

	test('nor do other values apart, whose blocks are not those of the baseline', () => {
		const {statements, overall, top, attention, indexes, recommendations} = compared({statements: [alone('2', 'by-type', {...quick, value: 'b', index: 'shots_type'})]});
		expect(statements[0]).toMatchObject({basis: 'none', alike: false});
		expect(overall.statements).toMatchObject({counted: 0, blocks: null});
		expect(top).toEqual([]);
		expect(indexes.adoptions.map(({verdict, uses}) => [verdict, uses[0]?.blocks])).toEqual([['cannot tell', null]]);
		expect(attention.map(({kind, text: words}) => `${kind}: ${words}`)).toEqual(['undecided index: is chosen by by-type, and of its blocks and its time nothing can be told.']);
		expect(recommendations.map(({todo}) => todo)).toEqual(['Measure again before dropping shots_type']);
	});
});

describe('an index that saves nothing', () => {
	test('is not called useless, and not to be dropped, where nobody\'s time was told', () => {
		const noisy = {blocks: 10, index: 'shots_type', ms: 1};
		const one = inTurns('2', 'by-type', {...noisy, index: 'shots_scene'}, noisy);
		const turns = one.run.turns?.role === 'current' ? one.run.turns : null;
		const untold = {...one, run: {...one.run, turns: turns?.comparison == null ? one.run.turns : {...turns, comparison: {...turns.comparison, verdict: 'cannot tell' as const, ratio: {value: 1, low: 0.5, high: 2}}}}};
		const {indexes, attention, recommendations} = compared({statements: [untold]});
		expect(indexes.adoptions.map(({verdict}) => verdict)).toEqual(['cannot tell']);
		expect(attention.map(({kind, text}) => `${kind}: ${text}`)).toEqual(['undecided index: is chosen by by-type, and saves no blocks; of its time nothing can be told.']);
		expect(recommendations.flatMap(({command}) => command ?? []).join(' ')).not.toContain('DROP');
	});

	test('and makes a query slower beyond doubt is named first, with what it slows and by how much', () => {
		const {indexes, attention, recommendations} = compared({
			statements: [inTurns('2', 'by-type', {ms: 1, blocks: 284}, {ms: 13, blocks: 3002, index: 'shots_type'}), inTurns('3', 'by-id', {ms: 1, blocks: 3, index: 'shots_scene'}, {ms: 1, blocks: 3, index: 'shots_vain'})],
			indexes: [measuredIndex('shots_scene'), measuredIndex('shots_vain'), measuredIndex('shots_type')],
		});
		expect(indexes.adoptions.map(({index, verdict}) => [index.name, verdict])).toEqual([['shots_vain', 'saves nothing'], ['shots_type', 'slows']]);
		expect(attention.filter(({kind}) => kind.endsWith('index')).map(({kind, subject, text}) => `${kind}: ${subject} ${text}`)).toEqual([
			'harmful index: shots_type slows by-type: 13.0x slower (12.9-13.1), 284 → 3,002 blocks in shots.',
			'useless index: shots_vain is chosen by by-id, and saves neither blocks nor time.',
		]);
		expect(recommendations.filter(({todo}) => todo.startsWith('Drop')).map(({todo, because}) => [todo, because])).toEqual([
			['Drop shots_type (800 kB)', 'Slows by-type: 13.0x slower (12.9-13.1), 284 → 3,002 blocks in shots, and nothing that uses it gains.'],
			['Drop shots_vain (800 kB)', expect.any(String)],
		]);
	});
});

test('a partition attached or detached in between takes its parts along: no index was built or dropped', () => {
	const part = (name: string, table: string) => measuredIndex(name, {table, partOf: 'public.shots_scene'});
	const [one, other] = [part('shots_scene_1', 'shots_1'), part('shots_scene_2', 'shots_2')];
	const whole = measuredIndex('shots_scene');
	expect(compared({statements: [], indexes: [whole, one]}, {indexes: [whole, other]}).indexes).toMatchObject({adoptions: [], dropped: []});
});
