import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {type PlannerFacts, readPlannerFacts} from '../../database/read-planner-facts.ts';
import type {Session} from '../../database/session.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {measureWrites, type WritesRequest} from '../../experiment/measure-writes.ts';
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
	/** What the figures are taken from: all of them planned before this round's rows were written, none after. */
	readonly combined: CandidateLattice;
	/** Why each candidate that a plan would read is not among the proposals, by its position. */
	readonly others: ReadonlyMap<number, Rejection>;
	/** Tables whose rows were written and taken back: `schema.name`, and their bytes before and after. */
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
 * Rows that are written and taken back leave their table larger, and whatever is planned then dearer: all that is told of a set is planned before its
 * rows are written, and where another one is chosen after that, everything is planned anew.
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
			yield * measureRound(grounds, round, {measured, failures});
			// The catalogue's own statements that write were executed, too.
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
				const fresh = proposals.some(({index}) => !writes.has(index.key));
				written ||= fresh;
				yield * weighed(session, grown, proposals.map(({index}) => index), writesOf(grounds, round, proposals, writes));
				going = against();
			}
		}

		if (going.length === 0) {
			const lighter = notMeasured === null ? yield * weighed(session, grown, round.removable, lighterOf(grounds, round)) : [];
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

/** How large the tables of these indexes are before and after some writing. */
async function * weighed<Told>(session: Session, grown: Map<string, Grown>, indexes: readonly UniverseIndex[], writing: AsyncGenerator<AdviseEvent, Told, void>): AsyncGenerator<AdviseEvent, Told, void> {
	const tables = new Map(indexes.map(({schema, table}) => [`${schema}.${table}`, {schema, name: table}]));
	const before = new Map<string, number>();
	for (const [name, table] of tables) {
		before.set(name, grown.get(name)?.before ?? await relationBytes(session, table) ?? 0);
	}

	const told = yield * writing;
	for (const [name, table] of tables) {
		grown.set(name, {before: before.get(name) ?? 0, after: await relationBytes(session, table) ?? 0});
	}

	return told;
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
