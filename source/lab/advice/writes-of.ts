import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {measureWrites} from '../../experiment/measure-writes.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import {groupBy} from '../../text/group-by.ts';
import type {Proposal} from './advice.ts';
import {type AdviseEvent, step} from './advise-request.ts';
import type {Round} from './round.ts';
import type {SettleGrounds} from './settle-grounds.ts';

type WriteGrounds = Pick<SettleGrounds, 'bench' | 'tools' | 'request'>;

/** What each proposal adds to writes, where that is not known yet. */
export async function * writesOf(grounds: WriteGrounds, round: Round, proposals: readonly Proposal[], writes: Map<string, WriteCost>): AsyncGenerator<AdviseEvent, void, void> {
	const wanted = proposals.map(({index}) => index).filter(({key}) => !writes.has(key));
	for (const [at, index] of wanted.entries()) {
		yield step('Measuring what they add to writes', {at, of: wanted.length, what: index.key});
		writes.set(index.key, await writesWith(grounds, round, [index]));
	}
}

/** What could go is taken away at once: that is what would be done, and many small differences are told sooner as one. */
export async function * lighterOf(grounds: WriteGrounds, round: Round): AsyncGenerator<AdviseEvent, readonly WriteCost[], void> {
	const lighter: WriteCost[] = [];
	const tables = [...groupBy(round.removable, ({schema, table}) => JSON.stringify([schema, table])).values()];
	for (const [at, [first, ...others]] of tables.entries()) {
		if (first !== undefined) {
			yield step('Measuring what writes win without the others', {at, of: tables.length, what: first.table});
			lighter.push(await writesWith(grounds, round, [first, ...others]));
		}
	}

	return lighter;
}

/** For one index, or what goes together (ms). */
const writesMs = 2000;

async function writesWith({bench: {session, workbench, rung, universe}, tools: {clock}, request: {pairs, signal}}: WriteGrounds, {proposed}: Round, indexes: readonly [UniverseIndex, ...UniverseIndex[]]): Promise<WriteCost> {
	return measureWrites({session, workbench, rung, universe, on: proposed, indexes, rounds: pairs, budgetMs: writesMs, signal, clock});
}
