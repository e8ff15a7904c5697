import {abbaOrder} from '../statistics/abba.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import {median} from '../statistics/median.ts';
import {stopIfAborted} from './execute-side.ts';
import {type OperationCost, type Pair, type WriteOperation, writeOperations} from './write-cost.ts';
import type {Written, WrittenOrNot} from './write-once.ts';

export type WritingSide = 'with' | 'without';

export interface Turns {
	/** A fixed number of rounds, whatever they take. */
	readonly rounds?: number | undefined;
	/** Else no round is begun after so long (ms), but the first. */
	readonly budgetMs: number;
	readonly signal: AbortSignal;
	readonly clock: {readonly ms: () => number};
}

/** More say little more. */
const mostRounds = 10;

/** Writes with the indexes and without them in turns, as often as there is time for. When that is over does not depend on what was found, so it is looked at once, and four rounds can be enough. */
export async function writeInTurns({rounds, budgetMs, signal, clock}: Turns, write: (side: WritingSide) => Promise<ReadonlyMap<WriteOperation, WrittenOrNot>>): Promise<readonly OperationCost[]> {
	const start = clock.ms();
	const samples: Readonly<Record<WritingSide, Array<ReadonlyMap<WriteOperation, WrittenOrNot>>>> = {with: [], without: []};
	for (let taken = 0; taken < (rounds ?? mostRounds) && (taken === 0 || rounds !== undefined || clock.ms() - start < budgetMs); taken++) {
		for (const at of abbaOrder(2, taken + 1).slice(-2)) {
			stopIfAborted(signal);
			const side = at === 0 ? 'with' : 'without';
			samples[side].push(await write(side));
		}
	}

	return writeOperations.map(operation => costOf(operation, {
		with: samples.with.flatMap(each => each.get(operation) ?? []),
		without: samples.without.flatMap(each => each.get(operation) ?? []),
	}));
}

function costOf(operation: WriteOperation, told: Readonly<Record<WritingSide, readonly WrittenOrNot[]>>): OperationCost {
	const obstacle = [...told.with, ...told.without].find(each => each.kind === 'obstacle');
	const [withIt, without] = [told.with, told.without].map(side => side.flatMap(each => each.kind === 'written' ? [each] : []));
	const [first] = withIt ?? [];
	if (obstacle !== undefined || withIt === undefined || without === undefined || first === undefined) {
		return {kind: 'not measured', operation, because: obstacle?.because ?? 'it was not executed'};
	}

	const ms = (side: readonly Written[]) => side.map(each => each.ms);
	return {
		kind: 'measured',
		operation,
		rows: first.rows,
		ms: {with: median(ms(withIt)), without: median(ms(without))},
		comparison: compareSamples(ms(without), ms(withIt), {once: true}),
		walBytes: pairOf(withIt, without, ({walBytes}) => walBytes),
		hot: pairOf(withIt, without, ({hot}) => hot),
	};
}

/** Counted, so the first that was is as good as any. */
function pairOf(withIt: readonly Written[], without: readonly Written[], of: (written: Written) => number | null): Pair | null {
	const [a, b] = [withIt, without].map(side => side.map(each => of(each)).find(value => value !== null));
	return a == null || b == null ? null : {with: a, without: b};
}
