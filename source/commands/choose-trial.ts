import type {Catalog, CatalogEntry} from '../catalog/catalog-entry.ts';
import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import {didYouMean} from '../catalog/nearest.ts';
import {PlanflipError} from '../errors.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {Laboratory, TryRequest} from '../lab/laboratory.ts';
import {wholeNumber} from './prepare-request.ts';
import {proposeAll} from './propose-all.ts';
import {readSpec} from './read-spec.ts';
import type {Settings} from './settings.ts';

export type Trial = Pick<TryRequest, 'entry' | 'current' | 'parameters'> & {readonly baseline: IndexConfiguration};

/** `--runs N`; undefined leaves the number to the measurement. Asked before a database is opened: a wrong flag needs none. */
export function readPairs({runs}: Settings): number | undefined {
	return runs === undefined ? undefined : wholeNumber('--runs', runs, 1);
}

/** What the command line wants measured: an entry, its values, and two configurations of indexes (as built, unless said otherwise). */
export async function chooseTrial(laboratory: Laboratory, name: string, settings: Settings): Promise<Trial> {
	const entry = findEntry(laboratory.catalog, name);
	const proposed = proposeAll(laboratory, settings);
	const universe = laboratory.universe();
	return {
		entry,
		current: settings.indexes === undefined ? configurationOf([...universe.asBuilt.on, ...proposed]) : readSpec(settings.indexes, universe, proposed),
		baseline: settings.against === undefined ? universe.asBuilt : readSpec(settings.against, universe),
		parameters: await bindParameters(laboratory, entry, settings.param),
	};
}

/** @throws PlanflipError usage, with the nearest name there is */
export function findEntry(catalog: Catalog, name: string): CatalogEntry {
	const entry = catalog.entries.find(candidate => candidate.name === name);
	if (entry === undefined) {
		const names = catalog.entries.map(candidate => candidate.name);
		throw new PlanflipError('usage', {
			message: `There is no query "${name}" in the catalogue.`,
			where: catalog.folder,
			hint: `${didYouMean(name, names)}Queries: ${names.join(', ')}.`,
		});
	}

	return entry;
}

/** Sampled values, replaced by what `--param name=value` says. */
async function bindParameters(laboratory: Laboratory, entry: CatalogEntry, given: readonly string[]): Promise<readonly BoundParameter[]> {
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
	const sampled = all ? entry.parameters.map(({name}) => ({name, value: null})) : await laboratory.sample(entry);
	return sampled.map(({name, value}) => ({name, value: values.get(name) ?? value}));
}
