import {configurationOf, type IndexConfiguration} from '../../catalog/index-configuration.ts';
import {errorLines} from '../../errors.ts';
import {type HeldIndex, toggleObstacle} from '../../experiment/choose-toggles.ts';
import {IndexBuildError} from '../../experiment/index-build-error.ts';
import {statementLimit} from '../../experiment/statement-limit.ts';
import type {Bench} from '../bench.ts';
import type {CombineEvent} from './combine-events.ts';

/** What was built before all combinations are looked at. */
export interface BuiltFirst {
	/** The largest combination, without what cannot be built, or not be had in some combinations only. */
	readonly all: IndexConfiguration;
	readonly refused: readonly HeldIndex[];
	readonly indexes: number;
	readonly ms: number;
}

/**
 * Where proposed indexes are built once and then toggled (rung 1) they are built before anything is planned: an index that Postgres does not
 * build costs nobody else an answer, and the time that building takes is not charged to looking. What is not there and cannot be switched is left
 * out of all of them: on rung 5 each combination would build it anew under a lock.
 */
export async function * buildFirst({workbench, rung, universe, facts}: Bench, configuration: IndexConfiguration, clock: {readonly ms: () => number}): AsyncGenerator<CombineEvent, BuiltFirst, void> {
	const start = clock.ms();
	const refused: HeldIndex[] = universe.indexes.flatMap(index => {
		const reason = index.built || !configuration.on.has(index.key) ? null : toggleObstacle(index, rung, facts.superuser);
		return reason === null ? [] : [{index, because: {kind: 'obstacle', reason}}];
	});
	const on = new Set(configuration.on);
	for (const {index: {key}} of refused) {
		on.delete(key);
	}

	const unbuilt = rung.number === 1 ? workbench.toBuild(configurationOf([...on])) : [];
	for (const {key} of unbuilt) {
		on.delete(key);
	}

	let indexes = 0;
	for (const [at, index] of unbuilt.entries()) {
		yield {kind: 'step', title: 'Building indexes', fraction: at / unbuilt.length};
		try {
			await workbench.under(configurationOf([...on, index.key]), statementLimit(rung, null), () => Promise.resolve());
			on.add(index.key);
			indexes++;
		} catch (error) {
			if (!(error instanceof IndexBuildError)) {
				throw error;
			}

			refused.push({index, because: {kind: 'obstacle', reason: errorLines(error)[0] ?? ''}});
			yield {kind: 'note', text: `${errorLines(error).join(' ')} All combinations are looked at without it.`};
		}
	}

	return {all: refused.length === 0 ? configuration : configurationOf([...on]), refused, indexes, ms: clock.ms() - start};
}
