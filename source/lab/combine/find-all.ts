import {weigh} from '../../catalog/weight.ts';
import {type PlannerFacts, readPlannerFacts} from '../../database/read-planner-facts.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {tablesOf} from '../../lattice/workload-lattice.ts';
import type {Bench} from '../bench.ts';
import type {CombineEvent} from './combine-events.ts';
import {findLattice, keyOf} from './find-lattice.ts';
import type {LatticeShelf} from './lattice-shelf.ts';
import {outlastLocks} from './outlast-locks.ts';
import {sharedPlanning} from './shared-planning.ts';
import {failed, type Surveyed} from './survey.ts';
import type {ToggleBoard} from './toggle-board.ts';

export interface Found {
	readonly surveyed: Surveyed;
	readonly entry: WorkloadEntry;
}

interface FindGrounds {
	readonly bench: Bench;
	readonly desk: PlanDesk;
	readonly board: ToggleBoard;
	readonly toggles: readonly Toggle[];
	readonly shelf: LatticeShelf;
	/** As it was before the survey, whose plans are taken over. */
	readonly surveyedAt: PlannerFacts;
	readonly signal: AbortSignal;
	readonly notes: string[];
}

/** All entries at once, so that they share the switches. Where a table changed meanwhile, its entries are looked at again, once. */
export async function * findAll(surveyed: readonly Surveyed[], {bench, desk, board, toggles, shelf, surveyedAt, signal, notes}: FindGrounds): AsyncGenerator<CombineEvent, readonly Found[], void> {
	const {weightOf} = weigh(surveyed.map(({entry}) => entry));
	const found = new Map<Surveyed, Found>();
	const plan = sharedPlanning({desk, ...board});
	let left = surveyed;
	for (let again = 0; left.length > 0; again++) {
		const before = again === 0 ? surveyedAt : await readPlannerFacts(bench.session);
		const tools = {plan, board, tables: tablesOf(toggles), shelf, anew: again > 0};
		let done = 0;
		const work = outlastLocks(left, async one => {
			const shelved = await findLattice(one, keyOf(one, before, board, bench.rung), tools);
			done++;
			return {surveyed: one, entry: {name: one.entry.name, weight: weightOf(one.entry), ...shelved}};
		});
		while (!await settledWithin(work, 100)) {
			yield {kind: 'step', title: 'Planning all combinations', fraction: done / left.length};
		}

		for (const [at, result] of (await work).entries()) {
			const one = left[at];
			if (result.status === 'fulfilled') {
				found.set(result.value.surveyed, result.value);
			} else if (one !== undefined) {
				// What was known of it was of tables that have changed, or gone, since.
				found.delete(one);
				yield * failed(one.entry, result.reason, signal);
			}
		}

		const after = await readPlannerFacts(bench.session);
		left = left.filter(one => found.has(one) && keyOf(one, before, board, bench.rung) !== keyOf(one, after, board, bench.rung));
		const names = left.map(({entry}) => entry.name).join(', ');
		if (left.length > 0 && again > 0) {
			notes.push(`The statistics of tables changed twice while they were looked at; of ${names} not all answers may be of one moment.`);
			break;
		}

		if (left.length > 0) {
			notes.push(`The statistics of tables changed while they were looked at; ${names} ${left.length === 1 ? 'was' : 'were'} looked at again.`);
		}
	}

	return surveyed.flatMap(one => found.get(one) ?? []);
}

async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	try {
		return await Promise.race([work.then(() => true), new Promise<boolean>(resolve => {
			timer = setTimeout(resolve, ms, false);
		})]);
	} finally {
		clearTimeout(timer);
	}
}
