import {flipObstacle} from '../experiment/plan-switch.ts';
import {rungOf} from '../experiment/rung.ts';
import type {Plan} from '../plan/plan.ts';
import {type IndexRow, indexRows} from '../view/index-rows.ts';
import {operationSteps, planOfShare} from '../view/operation-steps.ts';
import type {State, Surroundings} from './state.ts';

/** More than these nobody looks through: the pane keeps to those that concern what is open. */
const crowd = 100;
const noRows: readonly never[] = [];

/** The database has so many indexes that `a` has something to show. */
export function isCrowd({around}: Pick<State, 'around'>): boolean {
	return (around?.universe.indexes.length ?? 0) > crowd;
}

/**
 * What the Indexes pane lists. In a crowd those of the tables that the query reads, those that were proposed and those that are not as the
 * database has them; `a` lists all, and a filter looks through all.
 */
export function shownIndexes(state: State): readonly IndexRow[] {
	const rows = allRows(state);
	const words = state.filters.indexes.toLowerCase().split(/\s+/).filter(word => word !== '');
	if (words.length > 0) {
		return rows.filter(({index}) => {
			const text = `${index.key} ${index.schema}.${index.table} ${index.columns.join(' ')}`.toLowerCase();
			return words.every(word => text.includes(word));
		});
	}

	const near = isCrowd(state) && !state.allIndexes ? rows.filter(({near: isNear, on, index}) => isNear || on !== index.built || index.origin === 'proposed') : rows;
	// Before there is a plan, none is near.
	return near.some(row => row.near) ? near : rows;
}

/** How many the pane leaves out. */
export function hiddenIndexes(state: State): number {
	return state.filters.indexes === '' ? (state.around?.universe.indexes.length ?? 0) - shownIndexes(state).length : 0;
}

interface Kept {
	readonly from: readonly unknown[];
	readonly rows: readonly IndexRow[];
}

/** The surroundings keep the last: it is asked several times on every key, and there may be thousands. */
const kept = new WeakMap<Surroundings, Kept>();

function allRows(state: State): readonly IndexRow[] {
	const {around, configuration} = state;
	if (around === null) {
		return noRows;
	}

	const plans = shownPlans(state);
	const from = [configuration, ...plans];
	const known = kept.get(around);
	if (known?.from.length === from.length && known.from.every((each, at) => each === from[at])) {
		return known.rows;
	}

	// Space asks for consent first: what stands in the way after a yes is what counts.
	const rung = around.canAskToBlock ? rungOf(5) : around.rung;
	const rows = indexRows(around.universe, configuration, plans, rung, around.facts.superuser)
		.map(row => row.obstacle !== null && flipObstacle(row.index, around.rung, around.facts.superuser) === null ? {...row, obstacle: null} : row);
	kept.set(around, {from, rows});
	return rows;
}

/** Every plan that the indexes on the screen may serve. */
function shownPlans({trial}: State): readonly Plan[] {
	return trial?.kind === 'operation'
		? (trial.run === null ? noRows : operationSteps(trial.run).flatMap(({share}) => planOfShare(share) ?? []))
		: (trial?.plan == null ? noRows : [trial.plan]);
}
