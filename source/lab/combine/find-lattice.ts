import type {PlannerFacts} from '../../database/read-planner-facts.ts';
import type {Subject} from '../../experiment/run.ts';
import type {Rung} from '../../experiment/rung.ts';
import {tablesRead} from '../../experiment/tables-read.ts';
import {cacheKey} from '../../lattice/cache-key.ts';
import {coverEntry} from '../../lattice/cover-entry.ts';
import {entryLattice} from '../../lattice/entry-lattice.ts';
import type {Mask} from '../../lattice/mask.ts';
import type {PlanUnder} from '../../lattice/planned.ts';
import type {LatticeShelf, ShelvedLattice} from './lattice-shelf.ts';
import type {Surveyed} from './survey.ts';
import type {ToggleBoard} from './toggle-board.ts';

export interface LatticeTools {
	/** Shared by all entries. */
	readonly plan: (subject: Subject) => PlanUnder;
	readonly board: ToggleBoard;
	/** The toggles of each table. */
	readonly tables: readonly Mask[];
	readonly shelf: LatticeShelf;
	/** The survey's plan is not of this state of the tables. */
	readonly anew: boolean;
}

/** Everything that an entry's plans depend on. */
export function keyOf({entry, subject, explained}: Surveyed, {tables, settings}: PlannerFacts, {toggles}: ToggleBoard, {number}: Rung): string {
	const reads = tablesRead({entries: [entry], operations: []}, [explained.text]);
	return cacheKey({
		sql: subject.sql,
		values: subject.parameters.map(({value, unknown}) => unknown === true ? undefined : value),
		tables: tables.filter(table => reads(table)).map(({schema, name, rows, pages, analyzed}) => ({table: JSON.stringify([schema, name]), rows, pages, analyzed})),
		// An imagined index is not planned as a built one.
		settings: `${settings} ${number}`,
		toggles,
	});
}

/** One entry under all combinations: from the shelf, where nothing has changed since. */
export async function findLattice(surveyed: Surveyed, key: string, {plan, board, tables, shelf, anew}: LatticeTools): Promise<ShelvedLattice> {
	const {subject, explained} = surveyed;
	const under = plan(subject);
	return shelf.find(key, async () => {
		const lattice = await entryLattice(
			async (on, matters) => on === board.all && !anew ? board.read(explained.plan) : under(on, matters),
			board.all,
			{tables},
		);
		return {lattice, cover: await coverEntry(lattice, tables)};
	});
}

