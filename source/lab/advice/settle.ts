import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {measureWrites, type WritesRequest} from '../../experiment/measure-writes.ts';
import type {Delta} from '../../experiment/run.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import {allOf, bitAt, type Mask, positionsOf} from '../../lattice/mask.ts';
import {groupBy} from '../../text/group-by.ts';
import type {TryTools} from '../try-entry.ts';
import type {Failure, Proposal, Rejection} from './advice.ts';
import {type AdviseEvent, type AdviseRequest, step} from './advise-request.ts';
import {againstIt} from './against-it.ts';
import type {CandidateLattice} from './candidate-lattice.ts';
import {chooseAmong} from './choose-among.ts';
import type {Writer} from './judge-writes.ts';
import {hasValues, measureSets} from './measure-sets.ts';
import {partnersOf} from './partners-of.ts';
import {type Round, type RoundGrounds, roundOf} from './round.ts';

export interface SettleGrounds extends RoundGrounds {
	readonly tools: TryTools;
	readonly request: AdviseRequest;
	readonly writers: readonly Writer[];
	/** Why a set cannot be executed here, or is not to be; null when it is. */
	readonly whyNotMeasured: (set: IndexConfiguration) => string | null;
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
	/** Why the last one was not; null when it was. */
	readonly notMeasured: string | null;
	/** So many sets were measured. */
	readonly sets: number;
	readonly proposals: readonly Proposal[];
	readonly measured: ReadonlyMap<string, Pick<MeasuredEntry, 'delta' | 'leanDelta'>>;
	readonly writes: ReadonlyMap<string, WriteCost>;
	/** What all that could go of a table adds to its writes. */
	readonly lighter: readonly WriteCost[];
	readonly failures: readonly Failure[];
}

/** After so many sets that were measured, and of which something had to go, nothing is chosen in its place any more. */
const mostSets = 4;

/** Measures what was chosen, and lets go what the clock or the writes speak against; then what is best without that, until nothing has to go any more. */
export async function * settle(grounds: SettleGrounds, chosen: Mask): AsyncGenerator<AdviseEvent, Settled, void> {
	const {combined, subjects, request} = grounds;
	const measured = new Map<string, MeasuredEntry>();
	const failures = new Map<string, unknown>();
	const writes = new Map<string, WriteCost>();
	const weights = new Map(combined.entries.map(({name, weight}) => [name, weight]));
	let dropped = 0n;
	let on = chosen;
	for (let sets = 1; ; sets++) {
		yield step('Looking for what could go');
		const round = await roundOf(grounds, on);
		const proposals = await proposalsOf(grounds, round);
		const notMeasured = grounds.whyNotMeasured(round.proposed);
		if (notMeasured === null) {
			// Only what is measured is built again: no candidate has to be dropped before each execution.
			await grounds.bench.workbench.rest();
			yield * measureRound(grounds, round, {measured, failures});
			yield * writesOf(grounds, round, proposals, writes);
		}

		const deltas = new Map([...measured].map(([name, {delta}]) => [name, delta]));
		const going = notMeasured !== null ? [] : proposals.flatMap(proposal => {
			const because = againstIt(proposal, {deltas, weights, writes, writers: grounds.writers});
			return because === null ? [] : [{proposal, because}];
		});
		if (going.length === 0) {
			const lighter = notMeasured === null ? yield * lighterOf(grounds, round) : [];
			return {round, notMeasured, sets, proposals, measured, writes, lighter, failures: [...failures].map(([entry, error]) => ({entry, error}))};
		}

		for (const {proposal: {index}, because} of going) {
			grounds.reject(index, because);
			dropped |= bitAt(combined.toggles.findIndex(({key}) => key === index.key));
		}

		on = sets < mostSets
			? await chooseAmong(combined, subjects, allOf(combined.toggles.length) & ~dropped, request)
			: await withoutIdle(combined, on & ~dropped);
	}
}

/** What paid off only together with something that went saves nothing any more. */
async function withoutIdle({total}: Pick<CandidateLattice, 'total'>, on: Mask): Promise<Mask> {
	const cost = await total(on);
	for (const position of positionsOf(on)) {
		const fewer = on & ~bitAt(position);
		if (await total(fewer) <= cost) {
			return withoutIdle({total}, fewer);
		}
	}

	return on;
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

async function * writesOf(grounds: SettleGrounds, round: Round, proposals: readonly Proposal[], writes: Map<string, WriteCost>): AsyncGenerator<AdviseEvent, void, void> {
	const wanted = proposals.map(({index}) => index).filter(({key}) => !writes.has(key));
	for (const [at, {table, keys, of}] of byTable(wanted).entries()) {
		yield step('Measuring what they add to writes', {at, of, what: table});
		for (const cost of await measureWrites({...writesRequest(grounds, round), indexes: keys})) {
			writes.set(cost.index, cost);
		}
	}
}

/** What could go is taken away at once: that is what would be done, and many small differences are told sooner as one. */
async function * lighterOf(grounds: SettleGrounds, round: Round): AsyncGenerator<AdviseEvent, readonly WriteCost[], void> {
	const lighter: WriteCost[] = [];
	for (const [at, {table, keys, of}] of byTable(round.removable).entries()) {
		yield step('Measuring what writes win without the others', {at, of, what: table});
		lighter.push(...await measureWrites({...writesRequest(grounds, round), indexes: [], together: keys}));
	}

	return lighter;
}

function byTable(indexes: readonly UniverseIndex[]): ReadonlyArray<{readonly table: string; readonly keys: readonly string[]; readonly of: number}> {
	const tables = [...groupBy(indexes, ({schema, table}) => JSON.stringify([schema, table])).values()];
	return tables.map(some => ({table: some[0]?.table ?? '', keys: some.map(({key}) => key), of: tables.length}));
}

function writesRequest({bench: {session, workbench, rung, universe}, tools: {clock}, request: {pairs, signal}}: SettleGrounds, {proposed}: Round): Omit<WritesRequest, 'indexes'> {
	return {session, workbench, rung, universe, on: proposed, rounds: pairs, signal, clock};
}
