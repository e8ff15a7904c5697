import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {chooseToggles} from '../../experiment/choose-toggles.ts';
import {bytesWithParts} from '../../experiment/partition-indexes.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import type {Planned} from '../../lattice/planned.ts';
import type {Plan} from '../../plan/plan.ts';
import type {Bench} from '../bench.ts';
import {readPlanned} from '../combine/read-planned.ts';
import type {Advice, Tally} from './advice.ts';
import type {CandidateLattice} from './candidate-lattice.ts';
import type {WeighedSubject} from './planner.ts';
import type {ParsedEntry} from './read-statements.ts';
import {readsOf} from './reads-of.ts';
import type {Settled} from './settle.ts';

/** An entry that can be planned here, and its plan as the database is. */
export interface Ready extends ParsedEntry, WeighedSubject {
	readonly now: Plan;
}

export interface TellGrounds {
	readonly bench: Bench;
	/** In the order of the lattice's entries. */
	readonly ready: readonly Ready[];
	readonly combined: CandidateLattice;
	readonly settled: Settled;
	/** Of what is not built. */
	readonly sizes: ReadonlyMap<string, number | null>;
	readonly configurations: {readonly start: IndexConfiguration; readonly everyIndex: IndexConfiguration};
}

export type Told = Pick<Advice, 'entries' | 'now' | 'proposed' | 'lean' | 'allOn' | 'proposals' | 'removable' | 'lighter' | 'staying'>;

/** What came of it all, in figures. */
export async function tell({bench, ready, combined, settled: {round, proposals, measured, writes, lighter}, sizes, configurations}: TellGrounds): Promise<Told> {
	const {entries, plans, sum, keysOf} = combined;
	const {universe, rung, facts: {superuser}} = bench;
	const reads = readsOf(ready);
	const now = await plans(0n);
	const all = entries.map(({lattice}) => lattice.top);
	const tally = (configuration: IndexConfiguration, planned: readonly Planned[]): Tally => {
		const {toggles} = chooseToggles({universe, configuration, rung, superuser, reads});
		return {cost: sum(planned), indexes: toggles.length, bytes: toggles.reduce((bytes, index) => bytes + (bytesWithParts(index, universe.indexes) ?? sizes.get(index.key) ?? 0), 0)};
	};
	const readNow = readPlanned(round.removable, bench);
	const whole = (index: UniverseIndex) => ({...index, bytes: bytesWithParts(index, universe.indexes)});
	return {
		entries: entries.map(({name, weight}, at) => ({
			name,
			step: ready[at]?.entry.step ?? null,
			weight,
			cost: {now: now[at]?.cost ?? 0, proposed: round.plans[at]?.cost ?? 0, allOn: all[at]?.cost ?? 0},
			uses: keysOf((round.plans[at]?.uses ?? 0n) & round.on),
			delta: measured.get(name)?.delta ?? null,
			leanDelta: measured.get(name)?.leanDelta ?? null,
		})),
		now: tally(configurations.start, now),
		proposed: tally(round.proposed, round.plans),
		lean: tally(round.lean, round.leanPlans),
		allOn: tally(configurations.everyIndex, all),
		proposals: proposals.toSorted((a, b) => b.saves - a.saves).map(proposal => ({...proposal, writes: writes.get(proposal.index.key) ?? null})),
		removable: round.removable.map((index, at) => ({
			index: whole(index),
			unasked: [],
			read: ready.some(({now: plan}) => ((readNow(plan).uses >> BigInt(at)) & 1n) === 1n),
		})),
		lighter,
		staying: round.staying.map(one => ({...one, index: whole(one.index)})),
	};
}
