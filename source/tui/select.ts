import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {Insight} from '../insight/insight.ts';
import {insightContext} from '../experiment/insight-context.ts';
import {insightsOf} from '../insight/insights-of.ts';
import type {Plan} from '../plan/plan.ts';
import {closedCrowds, type Folds} from '../view/plan-folds.ts';
import {planRows, type PlanRow} from '../view/plan-rows.ts';
import {type OperationStep, operationSteps, planOfShare, sameStep} from '../view/operation-steps.ts';
import {filterCards} from '../view/query-rows.ts';
import {layout} from './layout.ts';
import type {PaneName} from './pane-names.ts';
import type {State} from './state.ts';
import type {Trial} from './trial.ts';

const noRows: readonly never[] = [];

/** What the Queries pane lists. */
export type Card = CatalogEntry | OperationEntry;

/** The queries and then the operations that the filter lets through. */
export function shownCards({around, filters}: State): readonly Card[] {
	return around === null ? noRows : [...filterCards(around.catalog.entries, filters.queries), ...filterCards(around.catalog.operations, filters.queries)];
}

/** What the right side shows: a card of the catalogue, or, while the lattice tells why, a statement of an operation. */
export function openCard({around, entryName, combining}: State): Card | null {
	const cards: readonly Card[] = [...around?.catalog.entries ?? [], ...around?.catalog.operations ?? [], ...combining.combinations?.entries ?? []];
	return cards.find(({name}) => name === entryName) ?? null;
}

/** The step under the cursor of the waterfall; null where there is none. */
export function stepUnderCursor({trial, places}: State): OperationStep | null {
	return trial?.kind === 'operation' && trial.run !== null ? operationSteps(trial.run)[places.plan.cursor] ?? null : null;
}

/** The plan that the right side is about: the query's, or that of the operation's step under the cursor. */
export function shownPlan(state: State): Plan | null {
	return state.trial?.kind === 'operation' ? planOfShare(stepUnderCursor(state)?.share ?? null) : state.trial?.plan ?? null;
}

/** The query's plan as a tree; an operation has steps instead. */
export function shownTree({trial}: State): Plan | null {
	return trial?.kind === 'query' ? trial.plan : null;
}

const rowsOfPlan = new WeakMap<Plan, {readonly folds: Folds; readonly rows: readonly PlanRow[]}>();

/** Rows of the plan on the screen; kept while plan and folds stay the same, as big plans have many. */
export function shownPlanRows(state: State): readonly PlanRow[] {
	const plan = shownTree(state);
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
export function baselinePlan(state: State): Plan | null {
	const {trial, pinnedPlan} = state;
	if (trial?.kind === 'operation') {
		const step = stepUnderCursor(state);
		return step === null || trial.baseline === null ? null : planOfShare(sameStep(trial.baseline, step)?.share ?? null);
	}

	const plan = trial?.baseline?.plan ?? pinnedPlan;
	return plan === trial?.plan ? null : plan;
}

const insightsOfPlan = new WeakMap<Plan, readonly Insight[]>();

/** What the plan on the screen says about itself. */
export function shownInsights(state: State): readonly Insight[] {
	const plan = shownPlan(state);
	if (plan === null) {
		return noRows;
	}

	const known = insightsOfPlan.get(plan);
	if (known !== undefined) {
		return known;
	}

	const insights = insightsOf(plan, state.around === null ? {} : insightContext(state.around.universe, state.configuration, state.around.tables, state.around.facts, state.trial?.kind === 'query' ? state.trial.run?.planningMs ?? null : null));
	insightsOfPlan.set(plan, insights);
	return insights;
}

export function busy(trial: Trial | null): boolean {
	return trial !== null && ['starting', 'planned', 'measuring', 'cancelling'].includes(trial.phase);
}

/** The row above which the operations' heading stands; null where there is none. */
export function firstOperation(state: State): number | null {
	const at = state.around === null || state.around.catalog.operations.length === 0 ? -1 : shownCards(state).findIndex(({kind}) => kind === 'OperationEntry');
	return at < 0 ? null : at;
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
			return Math.max(1, inner - (state.filters.queries === '' && state.overlay?.kind !== 'filter' ? 0 : 1) - (firstOperation(state) === null ? 0 : 1));
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
