import type {SortKey} from './reading.ts';

/** An index that the catalogue's own statements ask for. */
export interface Candidate {
	readonly schema: string;
	readonly table: string;
	readonly name: string;
	/** CREATE INDEX with schema and name, without a semicolon. */
	readonly sql: string;
	readonly keys: readonly SortKey[];
	/** How many of the first keys are compared by `=` by all who ask: their order is free. */
	readonly equal: number;
	/** Names as CREATE INDEX takes them. */
	readonly include: readonly string[];
	readonly predicate: string | null;
	/** Entries whose statements ask for it, in the catalogue's order. */
	readonly askedBy: readonly string[];
	/** How much may be expected of it before anything is planned: comparable with others only. */
	readonly promise: number;
}

/** Why a candidate was not tried. */
export type SetAside =
	| {readonly kind: 'there already'; readonly index: string}
	/** A longer index begins with all of its keys. */
	| {readonly kind: 'covered by a prefix'; readonly index: string}
	/** An index begins with the same columns in another order, and all that may be turned are only ever compared by `=`: it finds the same rows as well. */
	| {readonly kind: 'in another order'; readonly index: string}
	/** More promising ones took the places. */
	| {readonly kind: 'too many'; readonly limit: number};

export interface Candidates {
	/** The most promising first. */
	readonly tried: readonly Candidate[];
	readonly setAside: ReadonlyArray<{readonly candidate: Candidate; readonly reason: SetAside}>;
}
