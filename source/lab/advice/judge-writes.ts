import type {WrittenTable} from '../../advice/candidates/written-by.ts';
import {indexMentions} from '../../experiment/index-mentions.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {rowCostMs, type WriteCost} from '../../experiment/write-cost.ts';

/** A statement of the catalogue that writes. */
export interface Writer {
	readonly weight: number;
	readonly writes: WrittenTable;
	/** As the planner estimates. */
	readonly rows: number;
}

/** What the catalogue's own writes lose by an index: ms for each round of the catalogue, weighted. null where its write cost is not known. */
export function addedMs(index: UniverseIndex, cost: WriteCost, writers: readonly Writer[]): number | null {
	const {schema, table} = index;
	let sum = 0;
	for (const {weight, writes, rows} of writers.filter(({writes: each}) => each.table === table && (each.schema === null || each.schema === schema))) {
		const own = writes.columns.some(column => indexMentions(index, column));
		const each = rowCostMs(cost, writes.operation === 'update' ? (own ? 'update indexed' : 'update other') : writes.operation);
		if (each === null) {
			return null;
		}

		sum += weight * rows * each;
	}

	return sum;
}
