import {chooseIndexName} from '../../catalog/choose-index-name.ts';
import type {IndexState} from '../../database/index-state.ts';
import {quoteIdentifier} from '../../database/quote-identifier.ts';
import {groupBy} from '../../text/group-by.ts';
import type {Candidate, Candidates, SetAside} from './candidate.ts';
import {type Draft, draftsOfReading, draftText} from './drafts-of-reading.ts';
import type {Constant, Reading} from './reading.ts';
import {servedBy} from './served-by.ts';

/** A statement of the catalogue, read. */
export interface ReadEntry {
	readonly name: string;
	/** How much it counts: its frequency or its calls. */
	readonly weight: number;
	readonly readings: readonly Reading[];
}

/** As many as can be built and toggled in a sitting. */
export const mostCandidates = 40;

/** Indexes that there are beside the candidates. */
export interface KnownIndexes {
	/** They serve. */
	readonly on: readonly IndexState[];
	/** They are candidates themselves. */
	readonly off: readonly IndexState[];
}

interface Wish {
	readonly draft: Draft;
	readonly schema: string;
	readonly table: string;
	readonly entry: string;
	readonly promise: number;
}

/**
 * The indexes that the entries ask for, each once, without what serves already; the most promising `limit` of them. What is promised is
 * the weight of those who ask, the size of the table, and how fully the index answers: it only decides who is tried.
 */
export function listCandidates(entries: readonly ReadEntry[], {on, off}: KnownIndexes, taken: ReadonlySet<string>, limit = mostCandidates): Candidates {
	const repeated = repeatedConstants(entries);
	const wishes = entries.flatMap(entry => entry.readings.flatMap(reading => wishesOf(entry, reading, constant => constant.valueFree || repeated.has(constantKey(reading, constant)))));
	const merged = [...groupBy(wishes, ({schema, table, draft}) => JSON.stringify([schema, table, draftText(draft)])).values()].flatMap(group => mergeWishes(group));
	const judged = merged.toSorted((a, b) => b.promise - a.promise || (a.key < b.key ? -1 : 1)).map(wish => ({
		wish,
		reason: reasonAgainst(wish, {on, off}),
	}));
	const names = new Set(taken);
	const made = judged.map(({wish, reason}) => ({candidate: candidateOf(wish, names), reason}));
	const tried = made.filter(({reason}) => reason === null);
	return {
		tried: tried.slice(0, limit).map(({candidate}) => candidate),
		setAside: [
			...made.flatMap(({candidate, reason}) => reason === null ? [] : [{candidate, reason}]),
			...tried.slice(limit).map(({candidate}): {candidate: Candidate; reason: SetAside} => ({candidate, reason: {kind: 'too many', limit}})),
		],
	};
}

function reasonAgainst({draft, schema, table}: Wish, {on, off}: KnownIndexes): SetAside | null {
	const here = (indexes: readonly IndexState[]) => indexes.filter(index => index.schema === schema && index.table === table);
	const other = servedBy(draft, here(off));
	return servedBy(draft, here(on)) ?? (other?.kind === 'there already' ? other : null);
}

function constantKey({relation}: Reading, {text}: Constant): string {
	return JSON.stringify([relation.schema, relation.name, text]);
}

/** Conditions that two entries or more have to the letter. */
function repeatedConstants(entries: readonly ReadEntry[]): ReadonlySet<string> {
	const count = new Map<string, number>();
	for (const {readings} of entries) {
		for (const key of new Set(readings.flatMap(reading => reading.constants.map(constant => constantKey(reading, constant))))) {
			count.set(key, (count.get(key) ?? 0) + 1);
		}
	}

	return new Set([...count].filter(([, times]) => times > 1).map(([key]) => key));
}

function wishesOf({name, weight}: ReadEntry, reading: Reading, shared: (constant: Constant) => boolean): readonly Wish[] {
	const {relation} = reading;
	// A part of a partitioned table's index could not be switched by itself.
	const {schema, name: table} = relation.partitionOf ?? relation;
	return draftsOfReading(reading, shared).map((draft, at) => ({draft, schema, table, entry: name, promise: weight * Math.log2(relation.rows + 2) / (at + 1)}));
}

interface MergedWish extends Wish {
	readonly key: string;
	readonly askedBy: readonly string[];
}

function mergeWishes(group: readonly Wish[]): readonly MergedWish[] {
	const [first] = group;
	return first === undefined ? [] : [{
		...first,
		key: JSON.stringify([first.schema, first.table, draftText(first.draft)]),
		draft: {...first.draft, equal: Math.min(...group.map(({draft}) => draft.equal))},
		askedBy: [...new Set(group.map(({entry}) => entry))],
		promise: group.reduce((sum, {promise}) => sum + promise, 0),
	}];
}

function candidateOf({draft, schema, table, askedBy, promise}: MergedWish, names: Set<string>): Candidate {
	const name = chooseIndexName(table, [...draft.keys.map(({text}) => text), ...draft.include], names);
	names.add(name);
	return {
		...draft,
		schema,
		table,
		name,
		sql: `CREATE INDEX ${quoteIdentifier(name)} ON ${quoteIdentifier(schema)}.${quoteIdentifier(table)} ${draftText(draft)}`,
		askedBy,
		promise,
	};
}

