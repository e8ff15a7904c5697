import type {TableState} from '../database/list-tables.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import type {RungGrounds} from '../experiment/rung-obstacle.ts';

/** What a look at the database tells. */
export interface Findings extends Omit<RungGrounds, 'consentToBlock'> {
	readonly tables: readonly TableState[];
	readonly universe: IndexUniverse;
	/** Another one means other indexes; empty where nobody else can change any. */
	readonly indexMark: string;
}
