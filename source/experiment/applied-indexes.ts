import type {DatabaseIdentity} from './database-identity.ts';
import type {DatabaseName} from './run-record.ts';

/** One index that apply-indexes began to build: written down before (intent), and completed after. */
export interface AppliedIndex {
	readonly schema: string;
	readonly table: string;
	readonly name: string;
	/** As it was run. */
	readonly statement: string;
	readonly begunAt: Date;
	/** null: nobody has seen it end. It may have been built all the same, or left INVALID. */
	readonly builtAt: Date | null;
	/** Its identity, seen while it was built or after; null: not seen. */
	readonly oid: number | null;
	/** pg_get_indexdef after the build. */
	readonly definition: string | null;
	/** By rollback, or found gone by it. */
	readonly droppedAt: Date | null;
}

/** What one invocation of apply-indexes did to a database: all that rollback goes by. */
export interface AppliedIndexes {
	readonly kind: 'AppliedIndexes';
	/** Eight hexadecimal digits. */
	readonly id: string;
	readonly startedAt: Date;
	readonly database: DatabaseName;
	readonly identity: DatabaseIdentity;
	/** In the order they were begun. */
	readonly indexes: readonly AppliedIndex[];
}
