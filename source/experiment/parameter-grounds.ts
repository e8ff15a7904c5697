import type {ColumnStatistics} from '../database/read-column-statistics.ts';
import type {ParameterUse} from '../sql/parameter-use.ts';

/** What is known of a `$n`: what it stands against, its type, and what ANALYZE found there. */
export interface ParameterGrounds {
	readonly position: number;
	/** As the server takes it: `integer`, `text`, `uuid[]`. */
	readonly type: string;
	readonly use: ParameterUse;
	/** null: no column, none that the user may read, or one that was never analyzed. */
	readonly statistics: ColumnStatistics | null;
	/** Of the column's table, estimated; null without statistics. */
	readonly rows: number | null;
	/** The statement asks whether it is NULL. */
	readonly nullMatters: boolean;
}
