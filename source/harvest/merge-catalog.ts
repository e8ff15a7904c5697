import type {CatalogFile} from '../catalog/build-catalog.ts';
import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {Load} from '../catalog/load.ts';
import {PlanflipError} from '../errors.ts';
import {recogniseCard} from '../sql/recognise.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import type {Harvested} from './harvested.ts';
import {withLoad} from './with-load.ts';

/** A card that is there already for what was harvested. */
export interface KnownCard {
	readonly harvested: Harvested;
	readonly entry: CatalogEntry;
	/** The file with its new counts; null when they are the same, or nobody counted. */
	readonly text: string | null;
	readonly before: Load | null;
}

export interface Merged {
	readonly known: readonly KnownCard[];
	readonly fresh: readonly Harvested[];
}

/**
 * What of a harvest a catalogue has already, in its entries as they were read from these files. Of those only the counts are written
 * anew: they are the last import's, never added up, so that importing the same thing twice changes nothing.
 */
export function mergeCatalog(parser: SqlParser, entries: readonly CatalogEntry[], files: readonly CatalogFile[], harvest: readonly Harvested[]): Merged {
	const byKey = entriesByKey(parser, entries);
	const known: KnownCard[] = [];
	const fresh: Harvested[] = [];
	for (const harvested of harvest) {
		const entry = byKey.get(harvested.key);
		if (entry === undefined) {
			fresh.push(harvested);
			continue;
		}

		const text = files.find(({file}) => file === entry.file)?.text ?? null;
		const changed = text === null || harvested.load === null ? null : withLoad(text, harvested.load, entry.file);
		known.push({harvested, entry, text: changed === text ? null : changed, before: entry.load ?? null});
	}

	return {known, fresh};
}

/** Each statement of a catalogue by what it is known by; of two cards for one the first. */
export function entriesByKey(parser: SqlParser, entries: readonly CatalogEntry[]): ReadonlyMap<string, CatalogEntry> {
	const byKey = new Map<string, CatalogEntry>();
	for (const entry of entries) {
		for (const key of keysOf(parser, entry.sql)) {
			byKey.set(key, byKey.get(key) ?? entry);
		}
	}

	return byKey;
}

/** What planflip itself asks to find the values of these entries. */
export function ownKeys(parser: SqlParser, entries: readonly CatalogEntry[]): ReadonlySet<string> {
	return new Set(entries.flatMap(({parameters}) => parameters.flatMap(({sampleSql}) => sampleSql === null ? [] : keysOf(parser, sampleSql))));
}

/** None for what this grammar does not read: the server may know better. */
function keysOf(parser: SqlParser, sql: string): readonly string[] {
	try {
		return recogniseCard(parser, sql);
	} catch (error) {
		if (error instanceof PlanflipError) {
			return [];
		}

		throw error;
	}
}
