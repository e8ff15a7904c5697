import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {flipObstacle} from '../experiment/plan-switch.ts';
import {rungOf} from '../experiment/rung.ts';
import type {Insight} from '../insight/insight.ts';
import {insightContext} from '../experiment/insight-context.ts';
import {insightsOf} from '../insight/insights-of.ts';
import {indexRows, type IndexRow} from '../view/index-rows.ts';
import type {Plan} from '../plan/plan.ts';
import {closedCrowds, type Folds} from '../view/plan-folds.ts';
import {planRows, type PlanRow} from '../view/plan-rows.ts';
import {filterEntries} from '../view/query-rows.ts';
import {layout} from './layout.ts';
import type {PaneName, State, Trial} from './state.ts';

const noRows: readonly never[] = [];

/** The entries that the filter lets through. */
export function shownEntries(state: State): readonly CatalogEntry[] {
	return state.around === null ? noRows : filterEntries(state.around.catalog.entries, state.filters.queries);
}

export function openEntry(state: State): CatalogEntry | null {
	return state.around?.catalog.entries.find(entry => entry.name === state.entryName) ?? null;
}

export function shownIndexes(state: State): readonly IndexRow[] {
	const {around} = state;
	if (around === null) {
		return noRows;
	}

	const words = state.filters.indexes.toLowerCase().split(/\s+/).filter(word => word !== '');
	// Space asks for consent first: what stands in the way after a yes is what counts.
	const rung = around.canAskToBlock ? rungOf(5) : around.rung;
	return indexRows(around.universe, state.configuration, state.trial?.plan ?? null, rung, around.facts.superuser)
		.map(row => row.obstacle !== null && flipObstacle(row.index, around.rung, around.facts.superuser) === null ? {...row, obstacle: null} : row)
		.filter(({index}) => words.every(word => `${index.key} ${index.table} ${index.columns.join(' ')}`.toLowerCase().includes(word)));
}

const rowsOfPlan = new WeakMap<Plan, {readonly folds: Folds; readonly rows: readonly PlanRow[]}>();

/** Rows of the plan on the screen; kept while plan and folds stay the same, as big plans have many. */
export function shownPlanRows(state: State): readonly PlanRow[] {
	const plan = state.trial?.plan ?? null;
	if (plan === null) {
		return noRows;
	}

	const kept = rowsOfPlan.get(plan);
	if (kept?.folds === state.folds) {
		return kept.rows;
	}

	const rows = planRows(plan, state.folds.folded, closedCrowds(plan, state.folds));
	rowsOfPlan.set(plan, {folds: state.folds, rows});
	return rows;
}

/** The plan that the current one is compared with. */
export function baselinePlan({trial, pinnedPlan}: State): Plan | null {
	const plan = trial?.baseline?.plan ?? pinnedPlan;
	return plan === trial?.plan ? null : plan;
}

const insightsOfPlan = new WeakMap<Plan, readonly Insight[]>();

/** What the plan on the screen says about itself. */
export function shownInsights(state: State): readonly Insight[] {
	const plan = state.trial?.plan ?? null;
	if (plan === null) {
		return noRows;
	}

	const known = insightsOfPlan.get(plan);
	if (known !== undefined) {
		return known;
	}

	const insights = insightsOf(plan, state.around === null ? {} : insightContext(state.around.universe, state.configuration, state.around.tables, state.around.facts, state.trial?.run?.planningMs ?? null));
	insightsOfPlan.set(plan, insights);
	return insights;
}

export function busy(trial: Trial | null): boolean {
	return trial !== null && ['starting', 'planned', 'measuring', 'cancelling'].includes(trial.phase);
}

/** Rows a pane's list can show. */
export function listHeight(state: State, pane: PaneName): number {
	const {height} = layout(state.size, state.zoomed ? state.focus : null).panes[pane];
	const inner = height - 2;
	switch (pane) {
		case 'indexes': {
			return Math.max(1, inner - 3);
		}

		case 'queries': {
			return Math.max(1, state.filters.queries === '' && state.overlay?.kind !== 'filter' ? inner : inner - 1);
		}

		case 'plan': {
			return Math.max(1, inner - (state.filters.plan === '' && state.overlay?.kind !== 'filter' ? 1 : 2));
		}

		case 'buffers':
		case 'timing': {
			return Math.max(1, inner);
		}
	}
}
