import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {type PlannerFacts, readPlannerFacts} from '../../database/read-planner-facts.ts';
import type {Session} from '../../database/session.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {measureWrites} from '../../experiment/measure-writes.ts';
import type {Delta} from '../../experiment/run.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import {allOf, bitAt, type Mask, positionsOf} from '../../lattice/mask.ts';
import {groupBy} from '../../text/group-by.ts';
import type {TryTools} from '../try-entry.ts';
import type {Failure, Grown, Proposal, Rejection} from './advice.ts';
import {type AdviseEvent, type AdviseRequest, step} from './advise-request.ts';
import {againstIt} from './against-it.ts';
import {type CandidateLattice, candidateLattice} from './candidate-lattice.ts';
import {chooseAmong} from './choose-among.ts';
import type {Writer} from './judge-writes.ts';
import {hasValues, measureSets} from './measure-sets.ts';
import {missedByTheClock} from './missed-by-the-clock.ts';
import {partnersOf} from './partners-of.ts';
import {combine} from './planner.ts';
import {rejectOthers} from './reject-others.ts';
import {relationBytes} from './relation-bytes.ts';
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
export interface MeasuredEntry {
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
	/** What the figures are taken from: all of them planned before this round's statements were executed, none after. */
	readonly combined: CandidateLattice;
	/** Why each candidate that a plan would read is not among the proposals, by its position. */
	readonly others: ReadonlyMap<number, Rejection>;
	/** Tables that the catalogue's own statements wrote and that were taken back: their bytes before and after. */
	readonly grown: ReadonlyMap<string, Grown>;
	/** Rows had been written before the last set was planned: then all its figures are of afterwards. */
	readonly anew: boolean;
	/** What the planner knew of the tables when all figures had been planned, and before they were, where they were planned anew. */
	readonly facts: {readonly before: PlannerFacts | null; readonly after: PlannerFacts};
}

/** After so many sets that were measured, and of which something had to go, nothing is chosen in its place any more. */
const mostSets = 4;

/**
 * Measures what was chosen, and lets go what the clock or the writes speak against; then what is best without that, until nothing has to go any more.
 * A statement of the catalogue that writes and is taken back leaves its table larger, and whatever is planned then dearer: all that is told of a set is planned
 * before it is executed, and where another one is chosen after that, everything is planned anew. What indexes add to writing is found out on copies.
 */
export async function * settle(given: SettleGrounds, chosen: Mask): AsyncGenerator<AdviseEvent, Settled, void> {
	const {subjects, request, bench: {session}} = given;
	const measured = new Map<string, MeasuredEntry>();
	const failures = new Map<string, unknown>();
	const writes = new Map<string, WriteCost>();
	const grown = new Map<string, Grown>();
	const weights = new Map(given.combined.entries.map(({name, weight}) => [name, weight]));
	const missed = new Map<string, readonly string[]>();
	let grounds = given;
	let written = false;
	let before: PlannerFacts | null = null;
	let dropped = 0n;
	let on = chosen;
	for (let sets = 1; ;) {
		yield step('Looking for what could go');
		if (written) {
			before = await readPlannerFacts(session);
			grounds = {...grounds, combined: await plannedAnew(grounds)};
			written = false;
		}

		const {combined} = grounds;
		const round = await roundOf(grounds, on, missed);
		const proposals = await proposalsOf(grounds, round);
		const others = await rejectOthers(combined, {on, sets, dropped, unbounded: await chooseAmong(combined, subjects, allOf(combined.toggles.length) & ~dropped, {...request, mostBytes: null, mostIndexes: null}), request});
		const notMeasured = grounds.whyNotMeasured(round.proposed);
		const against = () => {
			const deltas = new Map([...measured].map(([name, {delta}]) => [name, delta]));
			return proposals.flatMap(proposal => {
				const because = againstIt(proposal, {deltas, weights, writes, writers: grounds.writers});
				return because === null ? [] : [{proposal, because}];
			});
		};

		const facts = {before, after: await readPlannerFacts(session)};
		let going: ReturnType<typeof against> = [];
		if (notMeasured === null) {
			// Only what is measured is built again: no candidate has to be dropped before each execution.
			await grounds.bench.workbench.rest();
			yield * weighed(session, grown, grounds.writers, measureRound(grounds, round, {measured, failures}));
			written = grounds.writers.length > 0;
			going = against();
			const found = going.length > 0 ? new Map<string, readonly string[]>() : await missedByTheClock(grounds, round, measured);
			if (found.size > 0) {
				for (const [key, names] of found) {
					missed.set(key, names);
				}

				continue;
			}

			if (going.length === 0) {
				yield * writesOf(grounds, round, proposals, writes);
				going = against();
			}
		}

		if (going.length === 0) {
			const lighter = notMeasured === null ? yield * lighterOf(grounds, round) : [];
			return {round, notMeasured, sets, proposals, measured, writes, lighter, combined, others, grown, anew: before !== null, facts, failures: [...failures].map(([entry, error]) => ({entry, error}))};
		}

		for (const {proposal: {index}, because} of going) {
			grounds.reject(index, because);
			dropped |= bitAt(combined.toggles.findIndex(({key}) => key === index.key));
		}

		// Beside other proposals they may not be missed.
		missed.clear();
		on = sets++ < mostSets
			? await chooseAmong(combined, subjects, allOf(combined.toggles.length) & ~dropped, request)
			: await withoutIdle(combined, on & ~dropped);
	}
}

/** All combinations again, of which nothing is known yet. */
async function plannedAnew({planner, combined: {toggles}, subjects, signal}: SettleGrounds): Promise<CandidateLattice> {
	return candidateLattice(toggles, await combine(planner, subjects, toggles, signal), signal);
}

/** How large the tables of the statements that write are before and after some of them are executed. */
async function * weighed(session: Session, grown: Map<string, Grown>, writers: readonly Writer[], executing: AsyncGenerator<AdviseEvent, void, void>): AsyncGenerator<AdviseEvent, void, void> {
	const tables = new Map(writers.map(({writes: {schema, table}}) => [schema === null ? table : `${schema}.${table}`, {schema, name: table}]));
	const before = new Map<string, number>();
	for (const [name, table] of tables) {
		before.set(name, grown.get(name)?.before ?? await relationBytes(session, table) ?? 0);
	}

	yield * executing;
	for (const [name, table] of tables) {
		grown.set(name, {before: before.get(name) ?? 0, after: await relationBytes(session, table) ?? 0});
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
		if (measured.get(subject.name)?.plans === key && !(now === then && then === without)) {
			continue;
		}

		// Of other plans: it is no figure of this set.
		measured.delete(subject.name);
		if ((now === then && then === without) || !hasValues(subject) || failures.has(subject.name)) {
			continue;
		}

		yield step('Measuring', {at, of: subjects.length, what: subject.name}, subject.effects);
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
	for (const [at, index] of wanted.entries()) {
		yield step('Measuring what they add to writes', {at, of: wanted.length, what: index.key});
		writes.set(index.key, await writesWith(grounds, round, [index]));
	}
}

/** What could go is taken away at once: that is what would be done, and many small differences are told sooner as one. */
async function * lighterOf(grounds: SettleGrounds, round: Round): AsyncGenerator<AdviseEvent, readonly WriteCost[], void> {
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

async function writesWith({bench: {session, workbench, rung, universe}, tools: {clock}, request: {pairs, signal}}: SettleGrounds, {proposed}: Round, indexes: readonly [UniverseIndex, ...UniverseIndex[]]): Promise<WriteCost> {
	return measureWrites({session, workbench, rung, universe, on: proposed, indexes, rounds: pairs, budgetMs: writesMs, signal, clock});
}
