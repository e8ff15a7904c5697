import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {errorLines} from '../../errors.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {measureWal} from '../../experiment/measure-wal.ts';
import type {WalCost} from '../../experiment/wal-cost.ts';
import {groupBy} from '../../text/group-by.ts';
import type {Bench} from '../bench.ts';
import {endsAll} from '../ends-all.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';

/** For all tables together (ms): another one is not begun after that. */
const budgetMs = 10_000;
/** For one statement (ms). */
const statementMs = 5000;

export interface WritePrices {
	/** In the indexes' order. */
	readonly costs: readonly WalCost[];
	readonly ms: number;
}

/** What each index adds to the log of writes, table by table. On rung 1 only: elsewhere tables would be made in somebody's database. */
export async function * priceWrites({session, workbench, rung}: Bench, all: IndexConfiguration, indexes: readonly UniverseIndex[], clock: {readonly ms: () => number}, {planOnly = false, signal}: Pick<CombineRequest, 'planOnly' | 'signal'>): AsyncGenerator<CombineEvent, WritePrices, void> {
	const start = clock.ms();
	const found = new Map<string, WalCost>();
	const refuse = (some: readonly UniverseIndex[], because: string) => {
		for (const {key} of some) {
			found.set(key, {kind: 'not measured', index: key, because});
		}
	};

	const writes = rung.number === 1 && !planOnly;
	if (planOnly) {
		refuse(indexes, 'with --plan-only nothing is executed');
	} else if (!writes) {
		refuse(indexes, `rows are written only in a database that nobody else depends on (here: ${rung.badge})`);
	}

	const tables = writes ? [...groupBy(indexes, ({schema, table}) => JSON.stringify([schema, table])).values()] : [];
	for (const [at, some] of tables.entries()) {
		const [first] = some;
		if (first === undefined || clock.ms() - start > budgetMs) {
			refuse(some, `there was no time left after ${budgetMs / 1000} s`);
			continue;
		}

		yield {kind: 'step', title: 'Writing rows of copies', fraction: at / tables.length};
		try {
			for (const cost of await workbench.under(all, {statementMs, mayWrite: true}, async () => measureWal(session, first, some))) {
				found.set(cost.index, cost);
			}
		} catch (error) {
			if (endsAll(error, signal)) {
				throw error;
			}

			refuse(some, errorLines(error)[0] ?? '');
		}
	}

	return {costs: indexes.flatMap(({key}) => found.get(key) ?? []), ms: clock.ms() - start};
}
