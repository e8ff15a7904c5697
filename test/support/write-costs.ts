import {type WriteCost, type WriteOperation, writeOperations} from '../../source/experiment/write-cost.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';

/** Five times without noise to speak of, ms. */
export const steady = [10, 10.1, 9.9, 10, 10.05];

export interface WriteFactors extends Readonly<Partial<Record<WriteOperation, number>>> {
	/** Bytes that a new row logs for the index; ten times the time more where nothing is said. */
	readonly rowBytes?: number;
}

/** What an index of a table adds: operations that take so many times as long with it; what is not named was not measured. */
export function writesOf(index: string, table: string, factors: WriteFactors): WriteCost {
	return {
		index, schema: 'public', table, copied: 4000,
		operations: writeOperations.map(operation => {
			const factor = factors[operation];
			if (factor === undefined) {
				return {kind: 'not measured', operation, because: 'the table has no column outside of its indexes whose values differ'};
			}

			const extra = factors.rowBytes === undefined ? 20_000 * (factor - 1) : 300 * factors.rowBytes;
			return {
				kind: 'measured', operation, rows: 300, ms: {with: 10 * factor, without: 10}, comparison: compareSamples(steady, steady.map(ms => ms * factor)),
				walBytes: {without: 20_000, with: Math.round(20_000 + extra)}, hot: operation.startsWith('update') ? {without: 0.9, with: factor > 1 ? 0 : 0.9} : null,
			};
		}),
	};
}
