import {type PlannerFacts, readPlannerFacts} from '../../database/read-planner-facts.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import {allOf, bitAt, type Mask} from '../../lattice/mask.ts';
import type {Failure, Grown, Proposal, Rejection} from './advice.ts';
import {type AdviseEvent, step} from './advise-request.ts';
import {againstIt} from './against-it.ts';
import {type CandidateLattice, candidateLattice} from './candidate-lattice.ts';
import {chooseAmong} from './choose-among.ts';
import {growTables} from './grow-tables.ts';
import {type MeasuredEntry, measureRound} from './measure-round.ts';
import {missedByTheClock} from './missed-by-the-clock.ts';
import {combine} from './planner.ts';
import {proposalsOf} from './proposals-of.ts';
import {rejectOthers} from './reject-others.ts';
import {type Round, roundOf} from './round.ts';
import type {SettleGrounds} from './settle-grounds.ts';
import {withoutIdle} from './without-idle.ts';
import {lighterOf, writesOf} from './writes-of.ts';

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
			yield * growTables(session, grown, grounds.writers, measureRound(grounds, round, {measured, failures}));
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
