import type {Comparison} from '../statistics/comparison.ts';

/** What is written: new rows, one of the index's own columns, a column of no index, and rows that go. */
export type WriteOperation = 'insert' | 'update indexed' | 'update other' | 'delete';

/** In the order in which they are told. */
export const writeOperations: readonly WriteOperation[] = ['insert', 'update indexed', 'update other', 'delete'];

/** The same with the index and without it. */
export interface Pair {
	readonly with: number;
	readonly without: number;
}

export interface MeasuredOperation {
	readonly kind: 'measured';
	readonly operation: WriteOperation;
	/** Written by one statement. */
	readonly rows: number;
	/** Median Execution Time of the statement, ms. */
	readonly ms: Pair;
	/** Without the index against with it: `slower` is what the index costs. */
	readonly comparison: Comparison;
	/** Write-ahead log of one statement; null where Postgres did not say. */
	readonly walBytes: Pair | null;
	/** Of the updated rows, those that needed no new index entries (HOT); null of anything but an UPDATE. */
	readonly hot: Pair | null;
}

export type OperationCost =
	| MeasuredOperation
	| {readonly kind: 'not measured'; readonly operation: WriteOperation; readonly because: string};

/** What an index adds to the writes of its table. */
export interface WriteCost {
	/** As configurations call it; of several that were taken away at once, all their names. */
	readonly index: string;
	readonly schema: string;
	readonly table: string;
	/** Rows of the copy that was written; null where none was. */
	readonly copied: number | null;
	/** One for each operation, in their order. */
	readonly operations: readonly OperationCost[];
}

export function measuredOperation({operations}: Pick<WriteCost, 'operations'>, operation: WriteOperation): MeasuredOperation | null {
	const found = operations.find(each => each.operation === operation);
	return found?.kind === 'measured' ? found : null;
}

/** What one written row costs more with the index, ms; null where it was not measured, 0 where no difference was found. */
export function rowCostMs(cost: WriteCost, operation: WriteOperation): number | null {
	const found = measuredOperation(cost, operation);
	return found === null ? null : (found.comparison.verdict === 'slower' ? Math.max(0, found.ms.with - found.ms.without) / found.rows : 0);
}

/** What a new row logs more with the index, bytes: counted, so the same every time. null where it was not. */
export function rowWalBytes(cost: Pick<WriteCost, 'operations'>): number | null {
	const found = measuredOperation(cost, 'insert');
	return found === null || found.walBytes === null ? null : Math.max(0, found.walBytes.with - found.walBytes.without) / found.rows;
}

export function notMeasured({key: index, schema, table}: {readonly key: string; readonly schema: string; readonly table: string}, because: string): WriteCost {
	return {index, schema, table, copied: null, operations: writeOperations.map(operation => ({kind: 'not measured', operation, because}))};
}
