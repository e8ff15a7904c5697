import type {Catalog} from './catalog.ts';
import type {Frequency, QueryEntry} from './catalog-entry.ts';
import {parseIndexes} from './parse-indexes.ts';
import type {OperationEntry} from './operation-entry.ts';
import {parseOrderedEntry} from './parse-entry.ts';
import {isOperation, parseOperation} from './parse-operation.ts';
import {frequencies} from './read-card.ts';

/** A file of the catalogue as it is shown and as it reads. */
export interface CatalogFile {
	readonly file: string;
	readonly text: string;
}

/**
 * The catalogue of a folder: `indexes.sql` holds indexes and presets, every other file is a query or, when it
 * begins with `-- operation:`, an operation. Entries with
 * `-- order: n` come first, by n; the others by frequency, then by the time imported for all their calls, then by name: so the shelf has a chosen front and sorts itself behind it.
 * @throws PlanflipError input, with `file:line`.
 */
export function buildCatalog(folder: string, files: readonly CatalogFile[]): Catalog {
	const isIndexes = ({file}: CatalogFile) => /(?:^|\/)indexes\.sql$/.test(file);
	const described = files.filter(isIndexes).map(({file, text}) => parseIndexes(text, file));
	const cards = files.filter(file => !isIndexes(file));
	const entries = cards.filter(({text}) => !isOperation(text)).map(({file, text}) => parseOrderedEntry(text, file));
	const operations = cards.filter(({text}) => isOperation(text)).map(({file, text}) => parseOperation(text, file));
	return {
		kind: 'Catalog',
		folder,
		entries: onTheShelf(entries.map(({entry, order}) => ({card: entry, order}))),
		operations: onTheShelf(operations.map(({operation, order}) => ({card: operation, order}))),
		indexes: described.flatMap(({indexes}) => indexes),
		presets: described.flatMap(({presets}) => presets),
	};
}

interface Placed<Card> {
	readonly card: Card;
	/** `-- order: n`; null when it asks for no place. */
	readonly order: number | null;
}

function onTheShelf<Card extends QueryEntry | OperationEntry>(cards: ReadonlyArray<Placed<Card>>): readonly Card[] {
	// Not localeCompare: the order must not depend on the machine's language.
	return cards.toSorted((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER)
		|| rank(a.card.frequency) - rank(b.card.frequency)
		|| totalMs(b.card) - totalMs(a.card)
		|| (a.card.name < b.card.name ? -1 : 1)).map(({card}) => card);
}

/** Of all calls; what nobody counted comes last. */
function totalMs(card: QueryEntry | OperationEntry): number {
	return card.kind === 'QueryEntry' ? card.load?.totalMs ?? -1 : -1;
}

/** The more often it runs the nearer it stands; what nobody said comes last. */
function rank(frequency: Frequency | null): number {
	return frequency === null ? frequencies.length : frequencies.indexOf(frequency);
}
