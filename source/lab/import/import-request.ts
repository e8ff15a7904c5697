import type {CatalogFile} from '../../catalog/build-catalog.ts';
import type {RunHistory} from '../../experiment/run-history.ts';
import type {Laboratory} from '../laboratory.ts';

export interface ImportRequest {
	/** Logs and files of statements; `-` is standard input. */
	readonly files: readonly string[];
	/** Take what the database's pg_stat_statements counted. */
	readonly statements: boolean;
	/** Whom to ask for values, and whether a statement can be prepared; null: nobody. */
	readonly database: Pick<Laboratory, 'facts' | 'label' | 'statements' | 'describe'> | null;
	/** The catalogue, and what is in it so far. */
	readonly folder: string;
	readonly existing: readonly CatalogFile[];
	/** So many of the dearest; null: all. */
	readonly top: number | null;
	readonly minCalls: number;
	readonly dryRun: boolean;
	/** Where plans are kept as runs; null: nowhere. */
	readonly history: RunHistory | null;
	readonly stdin: AsyncIterable<unknown>;
	readonly now: Date;
	readonly signal: AbortSignal;
}
