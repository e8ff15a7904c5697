import type {A_Const, ParamRef} from '@pgsql/types';
import {byteOffsets} from './byte-offsets.ts';
import {type Edit, editText} from './edit-text.ts';
import {literalOf} from './literal-of.ts';
import type {ScannedToken} from './sql-parser.ts';

/** A constant that a `$n` stands for now. */
export interface LiftedConstant {
	/** The n of `$n`. */
	readonly position: number;
	/** SQL of the value, as it was. */
	readonly literal: string;
	/** What is handed to crypt(), dblink() and their kind, stands against a column or a key that is called like a secret, or looks like one. */
	readonly secret: boolean;
}

export interface LiftedStatement {
	readonly sql: string;
	/** In the order of the text. */
	readonly constants: readonly LiftedConstant[];
	/** Where the text's own `$n` are now: the n-th is the new n of `$n`; 0 where it has none. */
	readonly moved: readonly number[];
	/** A secret is in the text still: no `$n` can stand there, or it is written in a way that is not lifted. */
	readonly secretLeft: boolean;
}

/**
 * Where a constant stands decides what becomes of it. `given`: something else says its type (a column beside it, LIMIT); `asked`: a
 * condition, where a number without its type could mean another function; `shown`: it shapes a column (`date_trunc('day', x)`, `ORDER BY 1`),
 * belongs to the question, and stays.
 */
export type Place = 'given' | 'asked' | 'shown';

const constants = new Set(['ICONST', 'FCONST', 'SCONST']);

interface Found {
	readonly edit: Omit<Edit, 'text'>;
	/** What stands behind the `$n`. */
	readonly cast: string;
	readonly literal: string;
	readonly secret: boolean;
}

/** How a constant is lifted. */
export interface Lift {
	readonly place: Place;
	readonly secret: boolean;
	/** The byte where its type begins, which goes with it: `date '2026-11-26'`. */
	readonly from?: number;
	/** Instead of what its place asks for. */
	readonly cast?: string;
}

/** A text out of which constants are lifted, one by one, and then written with a `$n` for each. Places in it are bytes, as in the tree. */
export class LiftedText {
	readonly #sql: string;
	readonly #offset: (bytes: number) => number;
	readonly #tokens: readonly ScannedToken[];
	/** By where it begins. */
	readonly #tokenAt: ReadonlyMap<number, number>;
	/** By where they begin: the tree may name one twice. */
	readonly #found = new Map<number, Found>();
	readonly #parameters = new Map<number, number>();
	#secretLeft = false;

	constructor(sql: string, tokens: readonly ScannedToken[]) {
		this.#sql = sql;
		this.#offset = byteOffsets(sql);
		this.#tokens = tokens;
		this.#tokenAt = new Map(tokens.map(({start}, at) => [start, at]));
	}

	between(from: number, to: number): string {
		return this.#sql.slice(this.#offset(from), this.#offset(to));
	}

	/** A `$n` of the text's own. */
	keep({location, number}: ParamRef): void {
		this.#parameters.set(this.#offset(location ?? 0), number ?? 0);
	}

	/** A constant stays where it is. */
	leave({secret}: Pick<Lift, 'secret'>): void {
		this.#secretLeft ||= secret;
	}

	/** What shapes a column stays, unless it is a secret; so does what is written in a way that no `$n` can stand for. */
	lift(constant: A_Const, {place, secret, from, cast}: Lift): void {
		const end = this.#endOf(constant.location ?? 0);
		const [literal, type] = literalOf(constant);
		if (end === null || literal === null || (place === 'shown' && !secret)) {
			this.leave({secret: secret && literal !== null});
			return;
		}

		const start = this.#offset(from ?? constant.location ?? 0);
		const own = type === null || (place === 'given' && type !== 'numeric') ? '' : `::${type}`;
		this.#found.set(start, {edit: {start, end}, literal, secret, cast: cast ?? own});
	}

	statement(): LiftedStatement {
		const own = [...new Set(this.#parameters.values())].sort((a, b) => a - b);
		const moved = own.reduce<number[]>((places, position, at) => {
			places[position - 1] = at + 1;
			return places;
		}, Array.from({length: own.at(-1) ?? 0}, () => 0));
		const found = [...this.#found.values()].sort((a, b) => a.edit.start - b.edit.start);
		const lifted = found.map(({literal, secret}, at): LiftedConstant => ({position: own.length + at + 1, literal, secret}));
		return {
			sql: editText(this.#sql, [
				...found.map(({edit, cast}, at) => ({...edit, text: `$${own.length + at + 1}${cast}`})),
				...[...this.#parameters].map(([start, position]) => ({start, end: start + `$${position}`.length, text: `$${moved[position - 1] ?? position}`})),
			]),
			constants: lifted,
			moved,
			secretLeft: this.#secretLeft,
		};
	}

	/** Behind the number or string that begins at a byte; null for what is written in another way (year of EXTRACT, U&'...'). */
	#endOf(byte: number): number | null {
		const at = this.#tokenAt.get(byte) ?? this.#tokens.length;
		const token = this.#tokens[this.#tokens[at]?.text === '-' ? at + 1 : at];
		return token !== undefined && constants.has(token.tokenName) ? this.#offset(token.end) : null;
	}
}
