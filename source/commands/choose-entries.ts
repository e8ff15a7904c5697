import type {Catalog} from '../catalog/catalog.ts';
import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {refuseNoQueries} from '../lab/refuse-no-queries.ts';
import {findEntry} from './choose-trial.ts';
import type {Settings, Surface} from './settings.ts';

/** Queries, and operations for all their statements. */
export type Chosen = Pick<Catalog, 'entries' | 'operations'>;

/** Those of these names, each once; without names the whole catalogue. @throws PlanflipError usage, with the nearest name there is */
export function chooseEntries(catalog: Catalog, words: readonly string[]): Chosen {
	const names = [...new Set(words)];
	if (names.length === 0) {
		return catalog;
	}

	const operations = names.flatMap(name => catalog.operations.filter(operation => operation.name === name));
	return {operations, entries: names.filter(name => operations.every(operation => operation.name !== name)).map(name => findEntry(catalog, name))};
}

/** Before a database is opened: a wrong name needs none, nor does a catalogue that is empty. @throws PlanflipError */
export async function refuseUnknownEntries(words: readonly string[], {catalog: folder}: Pick<Settings, 'catalog'>, {queries}: Pick<Surface, 'queries'>): Promise<void> {
	const catalog = await readCatalogFolder(folder ?? queries);
	chooseEntries(catalog, words);
	refuseNoQueries([...catalog.entries, ...catalog.operations], catalog);
}
