import type {Measurement, MeasuredEntry, MeasuredIndex, StatementMeasurement} from '../../source/experiment/measurement.ts';
import type {RunRecord} from '../../source/experiment/run-record.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {onSmall, runRecord} from './run-records.ts';

/** How a statement was measured: its time, the plan's one node and its blocks. */
export interface Told {
	readonly ms?: number;
	readonly blocks?: number;
	/** null: a Seq Scan. */
	readonly index?: string | null;
	readonly sql?: string;
	readonly value?: string;
	readonly table?: string;
}

/** EXPLAIN's words for a plan of one scan. */
export function explained({ms = 1, blocks = 10, index = null, table = 'shots'}: Told): string {
	return JSON.stringify([{
		Plan: {
			'Node Type': index === null ? 'Seq Scan' : 'Index Scan', 'Schema': 'public', 'Relation Name': table, 'Alias': table, ...(index === null ? {} : {'Index Name': index}),
			'Startup Cost': 0, 'Total Cost': blocks, 'Plan Rows': 10, 'Plan Width': 8, 'Actual Startup Time': 0, 'Actual Total Time': ms, 'Actual Rows': 10, 'Actual Loops': 1,
			'Shared Hit Blocks': blocks, 'Shared Read Blocks': 0, 'Shared Dirtied Blocks': 0, 'Shared Written Blocks': 0, 'Local Hit Blocks': 0, 'Local Read Blocks': 0,
			'Local Dirtied Blocks': 0, 'Local Written Blocks': 0, 'Temp Read Blocks': 0, 'Temp Written Blocks': 0,
		},
		'Planning Time': 0.1, 'Execution Time': ms,
	}]);
}

function samplesNear(ms: number): readonly number[] {
	return Array.from({length: 10}, (_, at) => ms * (1 + (at % 3) / 200));
}

export function measured(id: string, entry: string, told: Told): RunRecord {
	const {ms = 1, sql = 'select * from shots where scene_id = $1', value = 'a'} = told;
	return runRecord(id, {run: {
		subject: {entry, sql, parameters: [{name: 'id', value}], file: `queries/${entry}.sql`, line: 3},
		explain: explained(told), samples: samplesNear(ms), planningMs: 0.1,
	}});
}

export function alone(id: string, entry: string, told: Told): StatementMeasurement {
	return {run: measured(id, entry, told), before: null};
}

/** The same statement in turns under the baseline's indexes and those of now. */
export function inTurns(id: string, entry: string, before: Told, after: Told): StatementMeasurement {
	const [was, is] = [measured(`${id}0`, entry, before), measured(id, entry, after)];
	const comparison = compareSamples(was.run.samples, is.run.samples);
	return {
		run: {...is, turns: {role: 'current', baseline: was.id, comparison, samePlan: before.index === after.index}},
		before: {...was, turns: {role: 'baseline', current: id}},
	};
}

export function measuredEntry(name: string, changes: Partial<MeasuredEntry> = {}): MeasuredEntry {
	return {name, title: name.replaceAll('-', ' '), frequency: 'high', expected: null, estimate: null, mark: `mark of ${name}`, ...changes};
}

export function measuredIndex(name: string, changes: Partial<MeasuredIndex> = {}): MeasuredIndex {
	return {schema: 'public', table: 'shots', name, definition: `CREATE INDEX ${name} ON public.shots USING btree (scene_id)`, bytes: 819_200, valid: true, constraint: false, partOf: null, ...changes};
}

/** A baseline with the one index, unless told otherwise. Its catalogue is what was measured. */
export function measurement(changes: Partial<Measurement> = {}): Measurement {
	const statements = changes.statements ?? [];
	return {
		kind: 'Measurement', step: 'baseline', id: 'aaaaaaaa', startedAt: new Date('2026-11-25T10:00:00Z'), finishedAt: new Date('2026-11-25T10:05:00Z'), database: onSmall,
		server: runRecord('0').run.server, catalog: {folder: 'queries', entries: statements.map(({run}) => measuredEntry(run.run.subject.entry))}, answers: null,
		indexes: [measuredIndex('shots_scene')], tables: [{schema: 'public', name: 'shots', rows: 100_000, bytes: 15_000_000}], rttMs: 0,
		operations: [], failures: [], leftOut: [], notes: [], ...changes, statements,
	};
}

/** What answers it, with one index more. */
export function postOptimization(changes: Partial<Measurement> = {}): Measurement {
	return measurement({
		step: 'post-optimization', id: 'bbbbbbbb', startedAt: new Date('2026-11-25T11:00:00Z'), finishedAt: new Date('2026-11-25T11:05:00Z'), answers: 'aaaaaaaa',
		indexes: [measuredIndex('shots_scene'), measuredIndex('shots_type')], ...changes,
	});
}
