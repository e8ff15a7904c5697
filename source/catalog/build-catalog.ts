import type {Catalog, Frequency} from './catalog-entry.ts';
import {parseIndexes} from './parse-indexes.ts';
import {frequencies, parseOrderedEntry, type OrderedEntry} from './parse-entry.ts';

/** A file of the catalogue as it is shown and as it reads. */
export interface CatalogFile {
	readonly file: string;
	readonly text: string;
}

/**
 * The catalogue of a folder: `indexes.sql` holds indexes and presets, every other file is an entry. Entries with
 * `-- order: n` come first, by n; the others by frequency, then by name: so the shelf has a chosen front and sorts itself behind it.
 * @throws PlanflipError input, with `file:line`.
 */
export function buildCatalog(folder: string, files: readonly CatalogFile[]): Catalog {
	const isIndexes = ({file}: CatalogFile) => /(?:^|\/)indexes\.sql$/.test(file);
	const described = files.filter(isIndexes).map(({file, text}) => parseIndexes(text, file));
	const entries = files.filter(file => !isIndexes(file)).map(({file, text}) => parseOrderedEntry(text, file));
	return {
		kind: 'Catalog',
		folder,
		entries: entries.sort(onTheShelf).map(({entry}) => entry),
		indexes: described.flatMap(({indexes}) => indexes),
		presets: described.flatMap(({presets}) => presets),
	};
}

function onTheShelf(a: OrderedEntry, b: OrderedEntry): number {
	// Not localeCompare: the order must not depend on the machine's language.
	return (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER)
		|| rank(a.entry.frequency) - rank(b.entry.frequency)
		|| (a.entry.name < b.entry.name ? -1 : 1);
}

/** The more often it runs the nearer it stands; what nobody said comes last. */
function rank(frequency: Frequency | null): number {
	return frequency === null ? frequencies.length : frequencies.indexOf(frequency);
}
