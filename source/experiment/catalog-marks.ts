import {createHash} from 'node:crypto';
import type {Catalog} from '../catalog/catalog.ts';
import type {QueryEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry, Route} from '../catalog/operation-entry.ts';
import type {MeasuredEntry} from './measurement.ts';

/** Every entry of a catalogue as a measurement keeps it: queries first, then operations. */
export function catalogMarks({entries, operations}: Pick<Catalog, 'entries' | 'operations'>): readonly MeasuredEntry[] {
	return [
		...entries.map(entry => measured(entry, [entry.sql])),
		...operations.map(operation => measured(operation, [operation.chain, ...operation.rewrites].flatMap(route => said(route)))),
	];
}

function measured(entry: QueryEntry | OperationEntry, statements: readonly string[]): MeasuredEntry {
	const {name, title, frequency, expected, estimate, parameters} = entry;
	const load = entry.kind === 'QueryEntry' ? entry.load : undefined;
	const said = JSON.stringify([title, statements, parameters.map(parameter => [parameter.name, parameter.sampleSql])]);
	return {name, title, frequency, ...(load === undefined ? {} : {load}), expected, estimate, mark: createHash('sha256').update(said).digest('hex').slice(0, 8)};
}

function said({name, steps, answer}: Route): readonly string[] {
	return [name, JSON.stringify(answer), ...steps.flatMap(step => [step.name, step.sql, JSON.stringify(step.inputs), step.forEach ?? ''])];
}

/** What became of a catalogue between two measurements. */
export interface CatalogChange {
	readonly changed: readonly string[];
	readonly added: readonly string[];
	readonly gone: readonly string[];
}

export function catalogChange(before: readonly MeasuredEntry[], now: readonly MeasuredEntry[]): CatalogChange {
	const marks = new Map(before.map(({name, mark}) => [name, mark]));
	const names = new Set(now.map(({name}) => name));
	return {
		changed: now.filter(({name, mark}) => marks.has(name) && marks.get(name) !== mark).map(({name}) => name),
		added: now.filter(({name}) => !marks.has(name)).map(({name}) => name),
		gone: before.filter(({name}) => !names.has(name)).map(({name}) => name),
	};
}
