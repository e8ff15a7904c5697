import type {SqlValue} from '../database/session.ts';

/** Why a value is tried. */
export type ValueOrigin =
	/** The card's sample, or what the user set for the query. */
	| 'usual'
	/** Typed for this very purpose. */
	| 'asked for'
	| 'most common'
	/** Of those that the statistics do not list: as frequent as most of them are. */
	| 'rare'
	| 'lowest'
	| 'middle'
	| 'highest'
	/** Unlike any that the statistics know; what it finds shows in the rows. */
	| 'absent'
	| 'NULL'
	| 'few'
	| 'many'
	| 'all';

/** A value that a query is tried with. */
export interface SweptValue {
	readonly value: SqlValue;
	/** Of a value that has several reasons, all. */
	readonly origins: readonly ValueOrigin[];
	/** Share of the rows whose column equals it, 0 to 1, as pg_stats has it or the planner would reckon; null where it does not tell. */
	readonly share: number | null;
}
