import type {CatalogEntry} from '../../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {OperationEntry} from '../../catalog/operation-entry.ts';
import type {Wish} from '../../lattice/choice.ts';
import type {Combinations} from '../../view/combinations.ts';

export interface CombineRequest {
	readonly entries: readonly CatalogEntry[];
	/** Their statements are looked at like queries. */
	readonly operations: readonly OperationEntry[];
	/** The largest combination: its indexes are those that may go. */
	readonly configuration: IndexConfiguration;
	/** What sets are looked for, besides that of the same plans. */
	readonly wishes: readonly Wish[];
	/** So many times its cost with all on an entry may cost in any set; null, or not given: whatever it costs. */
	readonly each?: number | null;
	/** Execute what the choices would change, and write copies of rows with each index and without it. */
	readonly measure: boolean;
	/** Nothing at all is executed: operations are not walked, either. */
	readonly planOnly?: boolean;
	readonly pairs?: number | undefined;
	readonly signal: AbortSignal;
}

/** In this order: steps, found, measuring for each entry, steps, done. Failures and notes are in what was found, too. Looked again: it begins anew. */
export type CombineEvent =
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null}
	/** Others changed indexes: the database was looked over, and what is known of its indexes is no more. */
	| {readonly kind: 'looked again'}
	| {readonly kind: 'failed'; readonly entry: CatalogEntry; readonly error: unknown}
	/** By the planner's costs; nothing was executed. */
	| {readonly kind: 'found'; readonly combinations: Combinations}
	| {readonly kind: 'measuring'; readonly entry: CatalogEntry; readonly at: number; readonly of: number}
	/** A run could not be kept, or does more than answer. */
	| {readonly kind: 'note'; readonly text: string}
	| {readonly kind: 'done'; readonly combinations: Combinations};
