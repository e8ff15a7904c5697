import type {Catalog} from '../catalog/catalog.ts';
import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import {didYouMean} from '../catalog/nearest.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {PlanflipError} from '../errors.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {refuseNoQueries} from '../lab/refuse-no-queries.ts';
import type {TryRequest} from '../lab/try-entry.ts';
import {wholeNumber} from './prepare-request.ts';
import {proposeAll} from './propose-all.ts';
import {readSpec} from './read-spec.ts';
import type {Settings, Surface} from './settings.ts';

export type Trial = Pick<TryRequest, 'entry' | 'current' | 'parameters'> & {readonly baseline: IndexConfiguration};

/** `--runs N`; undefined leaves the number to the measurement. Asked before a database is opened: a wrong flag needs none. */
export function readPairs({runs}: Settings): number | undefined {
	return runs === undefined ? undefined : wholeNumber('--runs', runs, 1);
}

/** What the command line wants measured: an entry, its values, and two configurations of indexes (as built, unless said otherwise). */
export async function chooseTrial(laboratory: Laboratory, name: string, settings: Settings): Promise<Trial> {
	const entry = findEntry(laboratory.catalog, name);
	const current = chooseIndexes(laboratory, settings);
	const universe = laboratory.universe();
	return {
		entry,
		current,
		baseline: settings.against === undefined ? universe.asBuilt : readSpec(settings.against, universe),
		parameters: await bindParameters(laboratory, entry, settings.param),
	};
}

/** `--indexes`, with what `--propose` adds to the indexes there are; without either, the database as it is. */
export function chooseIndexes(laboratory: Laboratory, settings: Settings): IndexConfiguration {
	const proposed = proposeAll(laboratory, settings);
	const universe = laboratory.universe();
	return settings.indexes === undefined ? configurationOf([...universe.asBuilt.on, ...proposed]) : readSpec(settings.indexes, universe, proposed);
}

/** @throws PlanflipError usage, with the nearest name there is */
export function findEntry(catalog: Catalog, name: string): CatalogEntry {
	const entry = catalog.entries.find(candidate => candidate.name === name);
	if (entry === undefined) {
		const names = catalog.entries.map(candidate => candidate.name);
		const operations = catalog.operations.map(candidate => candidate.name);
		const list = (what: string, all: readonly string[]) => all.length === 0 ? [] : [`${what}: ${all.join(', ')}.`];
		throw new PlanflipError('usage', {
			message: operations.includes(name) ? `${name} is an operation, a chain of statements; this is for queries.` : `There is no query "${name}" in the catalogue.`,
			where: catalog.folder,
			hint: operations.includes(name)
				? [`planflip run ${name} measures it.`, ...list('Queries', names)].join(' ')
				: `${didYouMean(name, [...names, ...operations])}${[...list('Queries', names), ...list('Operations', operations)].join(' ')}`,
		});
	}

	return entry;
}

/** The queries of these names, asked before a database is opened: a wrong name needs none, nor does a catalogue without queries. @throws PlanflipError */
export async function refuseOtherThanQueries(names: readonly string[], {catalog: folder}: Pick<Settings, 'catalog'>, {queries}: Pick<Surface, 'queries'>): Promise<readonly CatalogEntry[]> {
	const catalog = await readCatalogFolder(folder ?? queries);
	const named = names.map(name => findEntry(catalog, name));
	refuseNoQueries(catalog.entries, catalog);
	return named;
}

/** Sampled values, replaced by what `--param name=value` says. */
export async function bindParameters(laboratory: Laboratory, entry: CatalogEntry | OperationEntry, given: readonly string[]): Promise<readonly BoundParameter[]> {
	const values = new Map(given.map(text => {
		const at = text.indexOf('=');
		const name = text.slice(0, at);
		if (at < 1 || !entry.parameters.some(parameter => parameter.name === name)) {
			const names = entry.parameters.map(parameter => parameter.name);
			throw new PlanflipError('usage', {
				message: at < 1 ? `"${text}" is not NAME=VALUE.` : `${entry.name} has no parameter "${name}".`,
				where: '--param',
				hint: names.length === 0 ? 'This query has no parameters.' : `Its parameters: ${names.join(', ')}.`,
			});
		}

		return [name, text.slice(at + 1)] as const;
	}));
	const all = entry.parameters.every(parameter => values.has(parameter.name));
	const sampled: readonly BoundParameter[] = all ? entry.parameters.map(({name}) => ({name, value: null})) : await laboratory.sample(entry);
	return sampled.map(bound => {
		const value = values.get(bound.name);
		return {name: bound.name, value: value ?? bound.value, ...(value === undefined && bound.unknown === true ? {unknown: true} : {})};
	});
}
