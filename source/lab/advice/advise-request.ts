import type {CatalogEntry} from '../../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {OperationEntry} from '../../catalog/operation-entry.ts';
import type {Advice} from './advice.ts';

export interface AdviseRequest {
	readonly entries: readonly CatalogEntry[];
	/** Their statements are judged like queries. */
	readonly operations: readonly OperationEntry[];
	/** What is taken as there; the other indexes of the database and of the catalogue are candidates. */
	readonly start: IndexConfiguration;
	/** How much of the best may be given up for fewer bytes: 0.05 = 5 % of the cost with everything on. */
	readonly within: number;
	/** So many times its cost with everything on any entry may cost, 2 = twice; null, or not given: whatever it costs. */
	readonly each?: number | null;
	/** Of the proposals together; null: no limit. */
	readonly mostBytes: number | null;
	readonly mostIndexes: number | null;
	/** A fixed number of pairs instead of the looks. */
	readonly pairs: number | undefined;
	/** false: costs only. */
	readonly measure: boolean;
	readonly signal: AbortSignal;
}

export type AdviseEvent =
	/** `fraction` of the step is done; `at` says where in it. `effects`: what is executed in it and taken back, in the words of plans: `Update shots`. */
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null; readonly at: string; readonly effects: readonly string[]}
	/** Others changed indexes: the database was looked over, and everything is judged anew. */
	| {readonly kind: 'looked again'}
	/** The last one. */
	| {readonly kind: 'advised'; readonly advice: Advice};

export function step(title: string, done?: {readonly at: number; readonly of: number; readonly what: string}, effects: readonly string[] = []): AdviseEvent {
	return {kind: 'step', title, fraction: done === undefined || done.of === 0 ? null : done.at / done.of, at: done?.what ?? '', effects};
}
