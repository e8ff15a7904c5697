import type {Node} from '@pgsql/types';
import type {ColumnShape} from '../../database/relation-shape.ts';
import type {Reading} from './reading.ts';

/** Where a column comes from: of which reading of which table. A column of a UNION comes from several. */
export interface Origin {
	readonly reading: Reading;
	readonly column: ColumnShape;
}

/** What a FROM item shows, by name; no origins: it is computed, or of something that is no table. */
export type Columns = ReadonlyMap<string, readonly Origin[]>;

export interface Source {
	/** What it is called in the statement. */
	readonly alias: string;
	/** null: an alias hides it. */
	readonly schema: string | null;
	readonly columns: Columns;
}

/** The FROM items that a part of a statement sees, and those around it. */
export interface Scope {
	readonly sources: Source[];
	/** WITH queries by name. */
	readonly shared: Map<string, Columns>;
	readonly parent: Scope | null;
}

export function newScope(parent: Scope | null): Scope {
	return {sources: [], shared: new Map(parent?.shared), parent};
}

/** The words of a dotted name; null for one with a `*`. */
export function wordsOf(fields: readonly Node[] | undefined): readonly string[] | null {
	const words = (fields ?? []).map(field => 'String' in field ? field.String.sval ?? '' : null);
	const named = words.filter(word => word !== null);
	return named.length === words.length ? named : null;
}

/** What a column's name leads to, from the inside out; empty where it leads to no table. */
export function originsOf(scope: Scope, words: readonly string[]): readonly Origin[] {
	const [column = '', table, schema] = words.toReversed();
	for (let at: Scope | null = scope; at !== null; at = at.parent) {
		for (const source of at.sources) {
			const found = source.columns.get(column);
			if (found !== undefined && (table === undefined || source.alias === table) && (schema === undefined || source.schema === schema)) {
				return found;
			}
		}
	}

	return [];
}
