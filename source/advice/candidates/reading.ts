import type {RelationShape} from '../../database/relation-shape.ts';

/** What a b-tree can be sorted by. */
export interface Key {
	/** As CREATE INDEX takes it: `user_id`, `lower(email)`, `(payload ->> 'kind')`. */
	readonly text: string;
	/** The columns it is made of, unquoted. */
	readonly columns: readonly string[];
}

/** A key of an ordering. */
export interface SortKey extends Key {
	readonly descending: boolean;
	readonly nullsFirst: boolean;
}

/** Conditions that hold together. */
export interface Ask {
	/** Compared by `=` or with a list, to values. */
	readonly equal: Key[];
	/** Compared by `=` to columns of others. */
	readonly joined: Key[];
	/** Compared by `<` and the like, or by the beginning of a text. */
	readonly range: Key[];
}

/** A condition that says the same at every execution: `status = 'active'`, `deleted_at IS NULL`. */
export interface Constant {
	readonly text: string;
	readonly columns: readonly string[];
	/** Of what it is an equality, as the text of a key; null where it is none. */
	readonly equal: string | null;
	/** It has no value of its own that another execution might have otherwise: IS NULL, a flag. */
	readonly valueFree: boolean;
}

/** One place of a statement where a table is read, and what is asked of it there. */
export interface Reading {
	readonly relation: RelationShape;
	readonly ask: Ask;
	/** Alternatives of an OR. */
	readonly arms: Ask[];
	/** What its rows are sorted or grouped by, or of what the least or the greatest is wanted. */
	readonly orders: Array<readonly SortKey[]>;
	readonly constants: Constant[];
	/** Columns that are read anywhere in the statement. */
	readonly wanted: Set<string>;
	/** Rows are locked or changed, so that no index alone answers. */
	readonly changed: boolean;
}

export function newAsk(): Ask {
	return {equal: [], joined: [], range: []};
}

export function newReading(relation: RelationShape, changed = false): Reading {
	return {relation, ask: newAsk(), arms: [], orders: [], constants: [], wanted: new Set(), changed};
}

/** Adds what is not there yet. */
export function addKey(keys: Key[], key: Key): void {
	if (!keys.some(({text}) => text === key.text)) {
		keys.push(key);
	}
}
