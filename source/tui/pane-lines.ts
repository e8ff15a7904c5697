import type {Forecast} from '../experiment/forecast.ts';
import type {Plan} from '../plan/plan.ts';
import {sanitise} from '../text/plain.ts';
import {operationLine, queryLine} from '../view/query-rows.ts';
import {entryCard} from '../view/entry-card.ts';
import {indexDetail, indexLine} from '../view/index-rows.ts';
import {bufferRows} from '../view/buffer-rows.ts';
import {forecastRows} from '../view/forecast-rows.ts';
import {type Line, span} from '../view/line.ts';
import {pastRows} from '../view/past-rows.ts';
import {outsideLines} from '../view/outside-lines.ts';
import {planColumns, planHeader, planLine} from '../view/plan-columns.ts';
import {wrapLine} from '../view/wrap-line.ts';
import {insightMark} from '../view/insight-rows.ts';
import {searchPlan} from '../view/search-plan.ts';
import {totalRows} from '../view/total-rows.ts';
import {timingRows} from '../view/timing-rows.ts';
import {errorLinesOf} from './error-lines.ts';
import {operationBuffers, operationTiming, waterfallText} from './operation-panes.ts';
import {baselinePlan, busy, openCard, shownCards, shownInsights, shownPlanRows, shownTree} from './select.ts';
import {shownIndexes} from './shown-indexes.ts';
import type {PaneName} from './pane-names.ts';
import type {State} from './state.ts';
import type {QueryTrial} from './trial.ts';

/** Everything a pane has to show, top to bottom, unclipped in height. */
export function paneLines(state: State, pane: PaneName, width: number): readonly Line[] {
	switch (pane) {
		case 'queries': {
			return shownCards(state).map(card => card.kind === 'QueryEntry'
				? queryLine(card, card.name === state.entryName, state.deltas.get(card.name) ?? null, width)
				: operationLine(card, card.name === state.entryName, state.operated.get(card.name) ?? null, width));
		}

		case 'indexes': {
			return shownIndexes(state).map(row => indexLine(row, width));
		}

		case 'plan': {
			return state.trial?.kind === 'operation' ? waterfallText(state, width) : planPane(state, width, {start: 0, end: Number.POSITIVE_INFINITY});
		}

		case 'buffers': {
			return state.trial?.kind === 'operation' ? operationBuffers(state.trial, width) : buffersPane(state, state.trial, width);
		}

		case 'timing': {
			return [...(state.trial?.kind === 'operation' ? operationTiming(state, state.trial, width) : timingPane(state.trial, width)), ...pastLines(state, width)];
		}
	}
}

/** The lines under the Indexes list: what the one under the cursor is. */
export function indexDetailLines(state: State): readonly Line[] {
	const row = shownIndexes(state)[state.places.indexes.cursor];
	return row === undefined ? [[span('no index', 'dim')]] : indexDetail(row);
}

/** The card of the open query: why it is here, its values, its statement. */
export function entryLines(state: State, width: number): readonly Line[] {
	const entry = openCard(state);
	return entry?.kind !== 'QueryEntry' ? [] : entryCard(entry, state.parameters.get(entry.name) ?? [], width);
}

/** Rows of a list from start up to, not including, end. */
export interface Window {
	readonly start: number;
	readonly end: number;
}

/** The tree's header, and of its rows those in the window: a plan may have more nodes than anybody wants drawn on every key. */
export function planPane(state: State, width: number, window: Window): readonly Line[] {
	const {trial} = state;
	if (trial?.error != null) {
		return errorLinesOf(trial.error, width, (openCard(state)?.parameters.length ?? 0) > 0);
	}

	const plan = shownTree(state);
	if (plan === null) {
		return [[span(trial?.phase === 'waiting' ? 'planned as soon as there is a connection' : (busy(trial) ? 'planning' : 'no plan yet'), 'dim')]];
	}

	const columns = planColumns(plan, width);
	const matches = new Set(searchPlan(plan, state.filters.plan));
	const insights = shownInsights(state);
	const rows = shownPlanRows(state);
	const tree = rows.slice(window.start, window.end).map(row => planLine(plan, row, columns, {matched: matches.has(row.node.id), mark: insightMark(insights, row.node.id)}));
	return [planHeader(plan, columns), ...tree, ...(window.end > rows.length ? outsideLines(plan, columns) : [])];
}

function buffersPane(state: State, trial: QueryTrial | null, width: number): readonly Line[] {
	if (trial?.plan == null) {
		return [];
	}

	if (trial.forecast !== null) {
		return foreseenBuffers(trial.forecast, width);
	}

	if (trial.plan.measured === 'nothing') {
		return [[span(trial.phase === 'cancelled' ? 'not executed to the end' : 'not executed yet', 'dim')]];
	}

	const {plan} = trial;
	const baseline = baselinePlan(state);
	const kept = bufferLines.get(plan);
	if (kept?.baseline === baseline && kept.width === width) {
		return kept.lines;
	}

	const lines = bufferRows(plan, baseline).flatMap(line => wrapLine(line, width));
	bufferLines.set(plan, {baseline, width, lines});
	return lines;
}

/** Blocks of this very plan where it was executed, with where that was; else none. */
function foreseenBuffers({current: {measured}}: Forecast, width: number): readonly Line[] {
	return measured === null
		? wrapLine([span('PLAN ONLY: no blocks were touched', 'warn')], width)
		: [...wrapLine([span(`this plan, executed under [${measured.run.indexes.name}]`, 'dim')], width), ...bufferRows(measured.plan, null)].flatMap(line => wrapLine(line, width));
}

/** A plan over thousands of partitions has thousands of them, and they change with the plan only: not made anew for every key. */
const bufferLines = new WeakMap<Plan, {readonly baseline: Plan | null; readonly width: number; readonly lines: readonly Line[]}>();

/** Below the present, so that it never pushes that out. */
function pastLines({trial, past, entryName}: State, width: number): readonly Line[] {
	return trial === null || trial.error !== null || entryName === null ? [] : pastRows(past.get(entryName) ?? [], trial.run ?? (trial.kind === 'query' ? trial.forecast?.current.run ?? null : null), width);
}

function timingPane(trial: QueryTrial | null, width: number): readonly Line[] {
	if (trial === null || trial.error !== null) {
		return [];
	}

	if (trial.forecast !== null) {
		const busyLine: readonly Line[] = busy(trial) ? [[span('executing what can be executed', 'dim')]] : [];
		return [...forecastRows(trial.forecast), ...busyLine].flatMap(line => wrapLine(line, width));
	}

	if (trial.run === null && trial.plan !== null && trial.plan.measured !== 'nothing') {
		return totalRows(trial.plan);
	}

	if (trial.run === null) {
		return [[span(busy(trial) ? 'executing' : (trial.phase === 'cancelled' ? 'cancelled' : ''), 'dim')], ...warningLines(trial, width)];
	}

	const rows = timingRows({
		run: trial.run,
		baseline: trial.delta?.baseline ?? trial.baseline?.run ?? null,
		samples: trial.samples,
		baselineSamples: trial.baselineSamples,
		comparison: trial.comparison,
		samePlan: trial.delta?.samePlan ?? false,
		progress: trial.phase === 'measuring' ? {taken: trial.samples.length, aim: trial.aim} : null,
	}, width);
	return [...rows.flatMap(line => wrapLine(line, width)), ...warningLines(trial, width)];
}

function warningLines({warnings}: QueryTrial, width: number): readonly Line[] {
	return warnings.flatMap(warning => wrapLine([span(sanitise(warning), 'warn')], width));
}
