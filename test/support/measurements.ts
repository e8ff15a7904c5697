import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import type {Measurement} from '../../source/experiment/measurement.ts';
import type {OperationRun} from '../../source/experiment/operation-run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {onSmall, runRecord} from './run-records.ts';

const {operation} = parseOperation(`-- operation: open a note
-- why: w
-- frequency: low
-- parameter: note = select 1
-- case: missing: note = select 0
-- answer: note.id, book.title

-- step: note
-- takes: note
select * from notes where id = $1;

-- step: book
-- for each: note
-- takes: note.book
select title from books where id = $1;

-- rewrite: one JOIN
-- takes: note
select n.id, b.title from notes n join books b on b.id = n.book where n.id = $1;
`, 'queries/open-note.sql');

/** An operation of two statements and the JOIN that replaces them, measured without a database. */
export function operationRun(changes: Partial<OperationRun> = {}): OperationRun {
	const {run} = runRecord('00000000');
	const statement = (step: string) => ({step, sql: 'select $1', values: [1, null, 'ليلى', true], rows: 1, ms: 0.2, waitedMs: 1.01});
	const chain = [2.4, 2.5, 2.6, 2.4, 2.5];
	const join = [1.2, 1.3, 1.2, 1.3, 1.2];
	return {
		kind: 'OperationRun',
		operation,
		parameters: [{name: 'note', value: 1}],
		indexes: {name: 'as-built', configuration: configurationOf(['notes_book'])},
		rung: rungOf(1),
		server: run.server,
		startedAt: new Date(Date.UTC(2026, 10, 25, 17, 30)),
		rttMs: 1,
		checks: [
			{case: 'as usual', rewrite: 'one JOIN', parameters: [{name: 'note', value: 1}], rows: 1, verdict: {kind: 'same'}},
			{case: 'missing', rewrite: 'one JOIN', parameters: [{name: 'note', value: 0}], rows: 0, verdict: {kind: 'different', because: '1 row instead of 0'}},
		],
		chain: {name: 'chain', why: null, typical: {statements: [statement('note'), statement('book')]}, server: [{ms: 0.1, blocks: 3, read: 0, explain: ''}, {ms: 0.1, blocks: 2, read: 1, explain: ''}], samples: chain},
		rewrites: [{name: 'one JOIN', why: null, typical: {statements: [statement('one JOIN')]}, server: [{ms: 0.2, blocks: 5, read: 0, explain: ''}], samples: join, comparison: compareSamples(chain, join)}],
		...changes,
	};
}

/** A baseline of one query and one operation on the small embedded database, unless told otherwise. */
export function measurement(id: string, changes: Partial<Measurement> = {}): Measurement {
	const record = runRecord('00000001');
	return {
		kind: 'Measurement',
		step: 'baseline',
		id,
		startedAt: new Date(Date.UTC(2026, 10, 25, 17, 30)),
		finishedAt: new Date(Date.UTC(2026, 10, 25, 17, 31)),
		database: onSmall,
		server: record.run.server,
		catalog: {folder: 'queries', entries: [
			{name: 'shots-of-a-scene', title: 'shots of a scene', frequency: 'high', load: {calls: 1200, totalMs: 5400.25}, expected: '10-20 ms before', estimate: {before: {low: 10, high: 20}, after: null, saving: {low: 0.6, high: 0.75}}, mark: '0a1b2c3d'},
			{name: 'open-note', title: 'open a note', frequency: null, expected: null, estimate: null, mark: '4e5f6a7b'},
		]},
		answers: null,
		indexes: [{schema: 'public', table: 'shots', name: 'shots_scene', definition: 'CREATE INDEX shots_scene ON public.shots USING btree (scene_id)', bytes: 8192, valid: true, constraint: false, partOf: null}],
		tables: [{schema: 'public', name: 'shots', rows: 5000, bytes: 90_112}, {schema: 'public', name: 'scenes', rows: null, bytes: 0}],
		rttMs: 1,
		statements: [{run: record, before: null}],
		operations: [{run: operationRun(), before: null}],
		failures: [{entry: 'broken', lines: ['relation "nothing" does not exist', 'at queries/broken.sql:4']}],
		leftOut: [{entry: 'touch', lines: ['this statement writes or locks rows (Update shots)', 'at queries/touch.sql:4']}],
		notes: [],
		...changes,
	};
}
