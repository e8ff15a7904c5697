import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {measureWrites} from '../../experiment/measure-writes.ts';
import type {Delta} from '../../experiment/run.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import {bitAt, type Mask, positionsOf} from '../../lattice/mask.ts';
import {groupBy} from '../../text/group-by.ts';
import type {TryTools} from '../try-entry.ts';
import type {Proposal, Rejection} from './advice.ts';
import {type AdviseEvent, type AdviseRequest, step} from './advise-request.ts';
import {againstIt} from './against-it.ts';
import type {Writer} from './judge-writes.ts';
import {hasValues, measureSets} from './measure-sets.ts';
import {partnersOf} from './partners-of.ts';
import {type Round, type RoundGrounds, roundOf} from './round.ts';

export interface SettleGrounds extends RoundGrounds {
	readonly tools: TryTools;
	readonly request: AdviseRequest;
	readonly writers: readonly Writer[];
	/** Nothing can be executed here, or is to be. */
	readonly notMeasured: string | null;
	readonly reject: (index: UniverseIndex, because: Rejection) => void;
}

/** What was measured of an entry, by the plans it has. */
interface MeasuredEntry {
	readonly plans: string;
	readonly delta: Delta | null;
	readonly leanDelta: Delta | null;
}

export interface Settled {
	readonly round: Round;
	readonly proposals: readonly Proposal[];
	readonly measured: ReadonlyMap<string, Pick<MeasuredEntry, 'delta' | 'leanDelta'>>;
	readonly writes: ReadonlyMap<string, WriteCost>;
	readonly failures: ReadonlyArray<{readonly entry: string; readonly error: unknown}>;
}

/** Measures what was chosen, and lets go what the clock or the writes speak against, until nothing has to go any more. */
export async function * settle(grounds: SettleGrounds, chosen: Mask): AsyncGenerator<AdviseEvent, Settled, void> {
	const measured = new Map<string, MeasuredEntry>();
	const failures = new Map<string, unknown>();
	const writes = new Map<string, WriteCost>();
	const weights = new Map(grounds.combined.entries.map(({name, weight}) => [name, weight]));
	for (let on = chosen; ;) {
		yield step('Looking for what could go');
		const round = await roundOf(grounds, on);
		const proposals = await proposalsOf(grounds, round);
		if (grounds.notMeasured === null) {
			// Only what is measured is built again: no candidate has to be dropped before each execution.
			await grounds.bench.workbench.rest();
			yield * measureRound(grounds, round, {measured, failures});
			yield * writesOf(grounds, round, {proposals, writes});
		}

		const deltas = new Map([...measured].map(([name, {delta}]) => [name, delta]));
		const going = grounds.notMeasured !== null ? [] : proposals.flatMap(proposal => {
			const because = againstIt(proposal, {deltas, weights, writes, writers: grounds.writers});
			return because === null ? [] : [{proposal, because}];
		});
		if (going.length === 0) {
			return {round, proposals, measured, writes, failures: [...failures].map(([entry, error]) => ({entry, error}))};
		}

		for (const {proposal: {index}, because} of going) {
			grounds.reject(index, because);
			on &= ~bitAt(grounds.combined.toggles.findIndex(({key}) => key === index.key));
		}
	}
}

async function proposalsOf({planner, combined}: SettleGrounds, {on, plans}: Round): Promise<readonly Proposal[]> {
	const {entries, toggles, total, sum} = combined;
	const cost = sum(plans);
	const nowCost = await total(0n);
	const proposals: Proposal[] = [];
	for (const position of positionsOf(on)) {
		const index = planner.toggles[position];
		const bit = bitAt(position);
		if (index !== undefined) {
			const saves = await total(on & ~bit) - cost;
			proposals.push({
				index,
				bytes: toggles[position]?.bytes ?? null,
				saves,
				share: nowCost > 0 ? saves / nowCost : 0,
				together: await partnersOf(combined, on, position),
				users: entries.flatMap(({name}, at) => ((plans[at]?.uses ?? 0n) & bit) === 0n ? [] : [name]),
				writes: null,
			});
		}
	}

	return proposals;
}

/** An entry whose plans were measured before is not measured again. */
async function * measureRound(
	{tools, request, combined, subjects}: SettleGrounds,
	{proposed, lean, plans, leanPlans}: Round,
	{measured, failures}: {readonly measured: Map<string, MeasuredEntry>; readonly failures: Map<string, unknown>},
): AsyncGenerator<AdviseEvent, void, void> {
	const nowPlans = await combined.plans(0n);
	for (const [at, subject] of subjects.entries()) {
		const [now, then, without] = [nowPlans, plans, leanPlans].map(each => each[at]?.fingerprint ?? '');
		const key = `${then} ${without}`;
		if ((now === then && then === without) || !hasValues(subject) || failures.has(subject.name) || measured.get(subject.name)?.plans === key) {
			continue;
		}

		yield step('Measuring', {at, of: subjects.length, what: subject.name});
		const result = await measureSets(tools, subject, then === without ? [proposed] : [proposed, lean], request);
		if (result.kind === 'failed') {
			failures.set(subject.name, result.error);
		} else {
			measured.set(subject.name, {plans: key, delta: result.deltas[0] ?? null, leanDelta: result.deltas[1] ?? null});
		}
	}
}

async function * writesOf(
	{bench, tools, request}: SettleGrounds,
	{proposed, removable}: Round,
	{proposals, writes}: {readonly proposals: readonly Proposal[]; readonly writes: Map<string, WriteCost>},
): AsyncGenerator<AdviseEvent, void, void> {
	const wanted = [...proposals.map(({index}) => index), ...removable].filter(({key}) => !writes.has(key));
	const tables = [...groupBy(wanted, ({schema, table}) => JSON.stringify([schema, table])).values()];
	for (const [at, indexes] of tables.entries()) {
		yield step('Measuring what they add to writes', {at, of: tables.length, what: indexes[0]?.table ?? ''});
		const {session, workbench, rung, universe} = bench;
		const costs = await measureWrites({session, workbench, rung, universe, on: proposed, indexes: indexes.map(({key}) => key), rounds: request.pairs, signal: request.signal, clock: tools.clock});
		for (const cost of costs) {
			writes.set(cost.index, cost);
		}
	}
}
