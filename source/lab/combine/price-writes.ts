import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {errorLines} from '../../errors.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {measureWrites} from '../../experiment/measure-writes.ts';
import {notMeasured, type WriteCost} from '../../experiment/write-cost.ts';
import {endsAll} from '../ends-all.ts';
import type {TryTools} from '../try-entry.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';

/** For all indexes together (ms), each an equal share of what is left: of twenty each has most of a second. One round, which counts the log and the HOT share, each has ... */
const budgetMs = 16_000;
const longestMs = 1500;
/** ... unless everything is as slow as this (ms). */
const patienceMs = 60_000;

export interface WritePrices {
	/** In the indexes' order. */
	readonly costs: readonly WriteCost[];
	readonly ms: number;
}

/** What each index adds to writing, with all others on; after everything was planned, as tables come and go meanwhile. */
export async function * priceWrites({bench, clock}: Pick<TryTools, 'bench' | 'clock'>, all: IndexConfiguration, indexes: readonly UniverseIndex[], {pairs, signal}: Pick<CombineRequest, 'pairs' | 'signal'>): AsyncGenerator<CombineEvent, WritePrices, void> {
	const {session, workbench, rung, universe} = bench;
	const start = clock.ms();
	const costs: WriteCost[] = [];
	try {
		for (const [at, index] of indexes.entries()) {
			const spent = clock.ms() - start;
			if (spent > patienceMs) {
				costs.push(notMeasured(index, `there was no time left after ${patienceMs / 1000} s`));
				continue;
			}

			if (rung.number === 1) {
				yield {kind: 'step', title: 'Writing copies of rows', fraction: at / indexes.length};
			}

			try {
				costs.push(await measureWrites({session, workbench, rung, universe, on: all, indexes: [index], rounds: pairs, budgetMs: Math.min(longestMs, (budgetMs - spent) / (indexes.length - at)), signal, clock}));
			} catch (error) {
				if (endsAll(error, signal)) {
					throw error;
				}

				costs.push(notMeasured(index, errorLines(error)[0] ?? ''));
			}
		}
	} finally {
		// Nothing is planned in the transaction in which tables came and went.
		await workbench.rest();
	}

	return {costs, ms: clock.ms() - start};
}
