import type {Node} from '@pgsql/types';
import {wordsOf} from './node.ts';

/** What a query hands out under a name, and where that comes from unchanged: several of a UNION, nothing of what is computed. */
export interface Output<Origin> {
	readonly name: string;
	readonly origins: readonly Origin[];
}

/** What FROM names. */
export interface Source<Origin> {
	/** What it is called in the statement. */
	readonly alias: string;
	/** null: it has none, or an alias hides it. */
	readonly schema: string | null;
	readonly outputs: readonly Output<Origin>[];
	/** Of a relation whose columns nobody knows: whatever is asked of it may be there. null: it has nothing but these. */
	readonly open: ((column: string) => Origin) | null;
}

/** Which names mean what at a place of a statement, from the inside out. What a column comes from is for whoever reads the statement to say. */
export class Scope<Origin> {
	readonly #outer: Scope<Origin> | null;
	readonly #sources: Source<Origin>[];
	readonly #queries: Map<string, readonly Output<Origin>[]>;

	constructor(outer: Scope<Origin> | null = null, sources: readonly Source<Origin>[] = [], queries: Map<string, readonly Output<Origin>[]> = new Map()) {
		this.#outer = outer;
		this.#sources = [...sources];
		this.#queries = queries;
	}

	/** Of a query below this one, which sees all that is here. */
	inner(): Scope<Origin> {
		return new Scope(this);
	}

	/** Of a query in FROM, which sees the WITH queries, but not what stands beside it. */
	beside(): Scope<Origin> {
		return new Scope(this.#outer, [], this.#queries);
	}

	/** How many FROM items there are so far. */
	get size(): number {
		return this.#sources.length;
	}

	/** The same place with some of its FROM items only. */
	only(from: number, to?: number): Scope<Origin> {
		return new Scope(this.#outer, this.#sources.slice(from, to), this.#queries);
	}

	/** A WITH query. */
	define(name: string, outputs: readonly Output<Origin>[]): void {
		this.#queries.set(name, outputs);
	}

	query(name: string): readonly Output<Origin>[] | null {
		return this.#queries.get(name) ?? this.#outer?.query(name) ?? null;
	}

	add(source: Source<Origin>): void {
		this.#sources.push(source);
	}

	/** What a column's name leads to; empty where it is computed, or nobody can tell. */
	originsOf(words: readonly string[]): readonly Origin[] {
		const [column = '', alias, schema] = words.toReversed();
		const sources = this.#sources.filter(source => (alias === undefined || source.alias === alias) && (schema === undefined || source.schema === schema));
		const known = sources.flatMap(({outputs}) => outputs.filter(({name}) => name === column))[0];
		if (known !== undefined) {
			return known.origins;
		}

		const [only, ...others] = sources;
		return only !== undefined && only.open !== null && others.length === 0 ? [only.open(column)] : this.#outer?.originsOf(words) ?? [];
	}

	/** `*`, or `alias.*` */
	starred(fields: readonly Node[]): readonly Output<Origin>[] {
		const alias = wordsOf(fields.slice(0, -1))?.at(-1);
		return this.#sources.filter(source => alias === undefined || source.alias === alias).flatMap(({outputs}) => outputs);
	}

	/** What a select list hands out. */
	shown(targets: readonly Node[] | undefined): readonly Output<Origin>[] {
		return (targets ?? []).flatMap((target): ReadonlyArray<Output<Origin>> => {
			const {name, val} = 'ResTarget' in target ? target.ResTarget : {};
			if (val === undefined || !('ColumnRef' in val)) {
				return [{name: name ?? '', origins: []}];
			}

			const fields = val.ColumnRef.fields ?? [];
			const words = wordsOf(fields);
			return words === null ? this.starred(fields) : [{name: name ?? words.at(-1) ?? '', origins: this.originsOf(words)}];
		});
	}
}

/** Of UNION and its kin: by their places, under the names of the first. */
export function mergeOutputs<Origin>(left: readonly Output<Origin>[], right: readonly Output<Origin>[]): readonly Output<Origin>[] {
	return left.map(({name, origins}, at) => ({name, origins: [...origins, ...right[at]?.origins ?? []]}));
}

/** `AS q (x, y)` */
export function renameOutputs<Origin>(outputs: readonly Output<Origin>[], names: readonly Node[] | undefined): readonly Output<Origin>[] {
	const words = wordsOf(names) ?? [];
	return outputs.map((output, at) => ({...output, name: words[at] ?? output.name}));
}
