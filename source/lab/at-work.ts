import {PlanflipError} from '../errors.ts';
import {catalogBlocks, vacuumCatalog} from '../experiment/catalog-bloat.ts';
import {waysUp} from '../experiment/choose-rung.ts';
import type {Bench} from './bench.ts';
import type {Knock} from './knock.ts';

/** What stands around everything that is tried. */
export interface AtWork {
	/** The same events, with a knock before them and a clean bench after. */
	during<Event>(work: () => AsyncGenerator<Event, void, void>): AsyncGenerator<Event, void, void>;
	/** When nothing will be tried any more: flips bloat pg_index, and whoever may sweeps it. Never rejects. */
	sweep(): Promise<void>;
}

export function atWork(bench: Bench, knocking: Knock): AtWork {
	const {session} = bench;
	/** null until something is tried: whoever flips nothing leaves nothing. */
	let blocksBefore: number | null = null;
	const sweeps = session.kind === 'server' && bench.facts.superuser && !bench.facts.inRecovery;
	return {
		async * during(work) {
			await knocking.before();
			try {
				blocksBefore ??= sweeps ? await catalogBlocks(session) : null;
				yield * work();
			} catch (error) {
				throw bench.rung.number === 6 ? withWaysUp(error, waysUp(bench.grounds, bench.rung)) : error;
			} finally {
				// On a server nothing stays open while the user thinks; the embedded database has nobody who could wait.
				if (session.kind === 'server') {
					await bench.workbench.rest();
				}

				knocking.after();
			}
		},
		async sweep() {
			if (blocksBefore !== null) {
				await vacuumCatalog(session, blocksBefore).catch(() => undefined);
			}
		},
	};
}

/** AS IS: whoever may not switch indexes wants to know what would let him. */
function withWaysUp(error: unknown, ways: readonly string[]): unknown {
	// What Postgres forbids has a SQLSTATE; a flip is refused here before Postgres hears of it.
	return error instanceof PlanflipError && error.kind === 'permission' && error.sqlState === undefined
		? new PlanflipError('permission', {message: error.message, where: error.where, hint: ['What would help:', ...ways.map(way => `- ${way}`)].join('\n'), cause: error})
		: error;
}
