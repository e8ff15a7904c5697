import type {ColumnShape} from '../../database/relation-shape.ts';
import type {Scope} from '../../sql/scope.ts';
import type {Reading} from './reading.ts';

/** Where a column comes from: of which reading of which table. */
export interface Origin {
	readonly reading: Reading;
	readonly column: ColumnShape;
}

export type TableScope = Scope<Origin>;
