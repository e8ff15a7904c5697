import type {OperationCost, WriteCost} from '../experiment/write-cost.ts';

/**
 * What an index adds to each operation. `rows` are written by one statement into a copy of `copiedRows`; `ms` is its median time with the index and without it, `ratio` time
 * without / time with (below 1: the index slows it) from so many `pairs`, `walBytes` what the statement logs, `hotShare` the updated rows that needed no new index entries, a fraction.
 */
export function writesJson(cost: WriteCost | null): readonly object[] | null {
	return cost?.operations.map(operation => operationJson(operation, cost)) ?? null;
}

function operationJson(cost: OperationCost, {copied}: WriteCost): object {
	if (cost.kind === 'not measured') {
		return cost;
	}

	const {kind, operation, rows, ms, comparison: {ratio, verdict, pairs}, walBytes, hot} = cost;
	return {kind, operation, copiedRows: copied, rows, ms, ratio, verdict, pairs, walBytes, hotShare: hot};
}
