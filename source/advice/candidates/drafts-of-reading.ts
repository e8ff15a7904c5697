import {quoteIdentifier} from '../../database/quote-identifier.ts';
import type {Ask, Constant, Key, Reading, SortKey} from './reading.ts';

/** An index as one place of one statement would like it. */
export interface Draft {
	readonly keys: readonly SortKey[];
	readonly equal: number;
	readonly include: readonly string[];
	readonly predicate: string | null;
}

/** More keys than this narrow hardly anything down, and cost with every write. */
const mostKeys = 3;
/** A covering index repeats its columns: at most so many, and so many bytes a row. */
const mostIncluded = 4;
const widestIncluded = 80;
/** What a value takes where nobody has looked: text may be long. */
const unknownWidth = 32;

const plain = (key: Key): SortKey => ({...key, descending: false, nullsFirst: false});

/**
 * The indexes that could serve one reading, the fullest first: equality columns, then a range or the order that is wanted; with a join's
 * column in front or behind; the same covering, or partial where a constant condition is `shared`; and the single columns.
 */
export function draftsOfReading(reading: Reading, shared: (constant: Constant) => boolean): readonly Draft[] {
	const constants = reading.constants.filter(constant => shared(constant));
	const full = [reading.ask, ...reading.arms].flatMap((ask, at) => keyLists(ask, at === 0 ? reading.orders : []));
	const partial = constants.flatMap(constant => partialLists(reading, constant));
	const whole = full.map(({keys, equal}): Draft => ({keys, equal, include: [], predicate: null}));
	const covering = [...whole, ...partial].slice(0, 6).flatMap(draft => included(reading, draft));
	return distinct([...whole.slice(0, 2), ...covering.slice(0, 2), ...partial, ...whole.slice(2), ...covering.slice(2)]);
}

interface KeyList {
	readonly keys: readonly SortKey[];
	readonly equal: number;
}

function keyLists(ask: Ask, orders: Reading['orders']): readonly KeyList[] {
	const equal = ask.equal.slice(0, mostKeys).map(plain);
	const joined = ask.joined.filter(({text}) => !equal.some(key => key.text === text)).map(plain);
	const tails: ReadonlyArray<readonly SortKey[]> = [...ask.range.map(key => [plain(key)]), ...orders.filter(order => order.length > 0)];
	const withTails = (heads: readonly SortKey[]) => tails.map(tail => list(heads, tail));
	return [
		...(equal.length > 0 ? withTails(equal) : []),
		list(equal, []),
		...joined.flatMap(join => [
			...(equal.length > 0 ? [list([join, ...equal], []), list([...equal, join], [])] : []),
			...withTails([...equal, join]),
			list([join], []),
		]),
		...(equal.length === 0 ? withTails([]) : []),
		// Two columns together, so that others may begin with either.
		...(equal.length > 1 ? [list([...equal.slice(1), ...equal.slice(0, 1)], []), ...equal.map(key => list([key], []))] : []),
		...(equal.length > 0 ? tails.map(tail => list([], tail)) : []),
	].filter(({keys}) => keys.length > 0);
}

function list(heads: readonly SortKey[], tail: readonly SortKey[]): KeyList {
	const keys = [...heads, ...tail.filter(({text}) => !heads.some(head => head.text === text))].slice(0, mostKeys);
	// A b-tree is read backwards as well: what descends as a whole is as good ascending.
	const behind = keys.slice(heads.length);
	const turned = behind.every(({descending, nullsFirst}) => descending && nullsFirst) ? behind.map(plain) : behind;
	return {keys: [...keys.slice(0, heads.length), ...turned], equal: Math.min(heads.length, keys.length)};
}

/** The same lists, without what is constant, which is the index's WHERE instead. */
function partialLists(reading: Reading, constant: Constant): readonly Draft[] {
	const {equal, joined, range} = reading.ask;
	const others = (keys: readonly Key[]) => keys.filter(({text}) => text !== constant.equal && !constant.columns.includes(text));
	const lists = keyLists({equal: others(equal), joined: others(joined), range: others(range)}, reading.orders).slice(0, 3);
	const [first] = constant.columns;
	// With nothing else asked for, any key will do.
	const some: readonly KeyList[] = lists.length > 0 || first === undefined ? lists : [{keys: [plain({text: quoteIdentifier(first), columns: [first]})], equal: 0}];
	return some.map(({keys, equal: free}) => ({keys, equal: free, include: [], predicate: constant.text}));
}

/** The draft with everything else that is read of the table, where that is little. */
function included({relation, wanted, changed}: Reading, draft: Draft): readonly Draft[] {
	const held = new Set(draft.keys.flatMap(({text, columns}) => columns.length === 1 && text === quoteIdentifier(columns[0] ?? '') ? columns : []));
	const more = relation.columns.filter(({name}) => wanted.has(name) && !held.has(name));
	const width = more.reduce((sum, column) => sum + (column.width ?? unknownWidth), 0);
	return changed || more.length === 0 || more.length > mostIncluded || width > widestIncluded
		? []
		: [{...draft, include: more.map(({name}) => quoteIdentifier(name)).toSorted()}];
}

function distinct(drafts: readonly Draft[]): readonly Draft[] {
	const seen = new Set<string>();
	return drafts.filter(draft => {
		const text = draftText(draft);
		return seen.has(text) ? false : seen.add(text);
	});
}

/** What stands behind the table in CREATE INDEX. */
export function draftText({keys, include, predicate}: Pick<Draft, 'keys' | 'include' | 'predicate'>): string {
	const covering = include.length === 0 ? '' : ` INCLUDE (${include.join(', ')})`;
	return `(${keys.map(key => keyText(key)).join(', ')})${covering}${predicate === null ? '' : ` WHERE ${predicate}`}`;
}

/** As pg_get_indexdef prints it: only what is not the default. */
export function keyText({text, descending, nullsFirst}: SortKey): string {
	return `${text}${descending ? ' DESC' : ''}${nullsFirst === descending ? '' : ` NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`}`;
}
