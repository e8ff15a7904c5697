import {quoteIdentifier} from '../../database/quote-identifier.ts';
import type {IndexNow} from '../../database/read-index-now.ts';

/** An index that apply-indexes is to build. */
export interface IndexToBuild {
	readonly schema: string;
	readonly table: string;
	readonly name: string;
	/** The catalogue's index that it is, or is a part of: the same object for all its parts, as names may repeat in other schemas. */
	readonly of: {readonly name: string};
	/** CREATE INDEX with the table's schema, so that no search_path leads it elsewhere; null: it is built, and only to be attached. */
	readonly statement: string | null;
	/** What a build that failed has left under its name: to be dropped first. */
	readonly leftover: IndexNow | null;
	/** ALTER INDEX ... ATTACH PARTITION, after it is built; null for one that stands alone. */
	readonly attach: string | null;
	/** ON ONLY a partitioned table: INVALID until each partition has its part. */
	readonly frame: boolean;
}

export function qualified({schema, name}: {readonly schema: string; readonly name: string}): string {
	return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
