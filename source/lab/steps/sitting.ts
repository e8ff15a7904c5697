import {writeMeasurement} from '../../disk/measurements-folder.ts';
import {errorLines} from '../../errors.ts';
import type {Measurement, MeasuredIndex, MeasuredTable, OperationMeasurement, StatementMeasurement} from '../../experiment/measurement.ts';
import {tablesIndexed} from '../../experiment/tables-indexed.ts';
import {tablesRead} from '../../experiment/tables-read.ts';
import type {Laboratory} from '../laboratory.ts';
import {explainsOf} from './explains-of.ts';

/** A measurement while it is being taken. After every entry it is written anew: whatever stops it, what was measured is there. */
export interface Sitting {
	readonly measurement: () => Measurement;
	readonly file: () => string;
	/** Whether this entry was measured before it was stopped. */
	readonly has: (entry: string) => boolean;
	readonly statement: (measured: StatementMeasurement) => Promise<void>;
	readonly operation: (measured: OperationMeasurement) => Promise<void>;
	readonly failed: (entry: string, error: unknown) => Promise<void>;
	readonly leftOut: (entry: string, error: unknown) => Promise<void>;
	readonly note: (text: string) => void;
	readonly finish: (at: Date) => Promise<void>;
}

export interface SittingGround {
	readonly folder: string;
	readonly laboratory: Laboratory;
	/** Of all tables; those that nothing reads, and no index of the catalogue is on, are left out. */
	readonly indexes: readonly MeasuredIndex[];
	readonly tables: readonly MeasuredTable[];
}

/** Begins with what there is: nothing, or what was measured before it was stopped. Rejects when it cannot be kept: before anything is measured. */
export async function beginSitting(begun: Measurement, {folder, laboratory, indexes, tables}: SittingGround): Promise<Sitting> {
	// What failed is tried again.
	let now: Measurement = {...begun, finishedAt: null, failures: [], leftOut: []};
	let file = '';
	const indexed = tablesIndexed(laboratory.catalog);
	const keep = async (change: Partial<Measurement>) => {
		now = {...now, ...change};
		const read = tablesRead(laboratory.catalog, explainsOf(now));
		const concerns = (table: Pick<MeasuredTable, 'schema' | 'name'>) => read(table) || indexed(table);
		now = {...now, tables: tables.filter(table => concerns(table)), indexes: withFamilies(indexes, indexes.filter(({schema, table}) => concerns({schema, name: table})))};
		file = await writeMeasurement(folder, now);
	};

	await keep({});
	return {
		measurement: () => now,
		file: () => file,
		has: entry => now.statements.some(({run}) => run.run.subject.entry === entry) || now.operations.some(({run}) => run.operation.name === entry),
		statement: async measured => keep({statements: [...now.statements, measured]}),
		operation: async measured => keep({operations: [...now.operations, measured]}),
		failed: async (entry, error) => keep({failures: [...now.failures, {entry, lines: errorLines(error)}]}),
		leftOut: async (entry, error) => keep({leftOut: [...now.leftOut, {entry, lines: errorLines(error)}]}),
		note(text) {
			now = {...now, notes: now.notes.includes(text) ? now.notes : [...now.notes, text]};
		},
		finish: async at => keep({finishedAt: at}),
	};
}

/** Of those of partitions the index that they are parts of, too: through a view, plans read partitions of tables that no statement names. Of those of partitioned tables all parts: they are its size. */
function withFamilies(all: readonly MeasuredIndex[], concerned: readonly MeasuredIndex[]): readonly MeasuredIndex[] {
	const wholes = new Set(concerned.map(({partOf}) => partOf));
	const names = new Set(concerned.map(({schema, name}) => `${schema}.${name}`));
	const kept = new Set(concerned);
	return all.filter(index => kept.has(index) || wholes.has(`${index.schema}.${index.name}`) || (index.partOf !== null && names.has(index.partOf)));
}
