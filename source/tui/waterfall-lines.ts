import type {OperationRun} from '../experiment/operation-run.ts';
import {type Line, span} from '../view/line.ts';
import {operationCard} from '../view/operation-card.ts';
import {alarmLines, waterfallColumns, waterfallRemarks} from '../view/waterfall-columns.ts';
import {errorLinesOf} from './error-lines.ts';
import {busy, openCard} from './select.ts';
import type {State} from './state.ts';
import type {OperationTrial} from './trial.ts';

/** A row of the Waterfall pane: one line, or two beside each other; `step` is the place of the step it shows, if any. */
export interface WaterfallRow {
	readonly halves: ReadonlyArray<{readonly line: Line; readonly width: number; readonly step: number | null}>;
}

/** Everything the Waterfall pane has to show: a wrong answer first, the bars, what they say, and the card where there is room. */
export function waterfallRowsOf(state: State, width: number, height: number): readonly WaterfallRow[] {
	const {trial} = state;
	const whole = (lines: readonly Line[]): readonly WaterfallRow[] => lines.map(line => ({halves: [{line, width, step: null}]}));
	if (trial?.kind !== 'operation') {
		return [];
	}

	if (trial.error !== null) {
		return whole(errorLinesOf(trial.error, width, (openCard(state)?.parameters.length ?? 0) > 0));
	}

	const rows = trial.run === null ? whole([[span(waitingText(trial), 'dim')]]) : runRows(trial.run, width, whole);
	const card = openCard(state);
	const room = height - rows.length - 1;
	return card?.kind !== 'OperationEntry' || room < 2
		? rows
		: [...rows, ...whole([[span('─'.repeat(width), 'dim')], ...operationCard(card, state.parameters.get(card.name) ?? [], width)].slice(0, room))];
}

function runRows(run: OperationRun, width: number, whole: (lines: readonly Line[]) => readonly WaterfallRow[]): readonly WaterfallRow[] {
	const columns = waterfallColumns(run, width);
	const tallest = Math.max(...columns.map(({lines}) => lines.length));
	const bars = Array.from({length: tallest}, (_, at): WaterfallRow => ({
		halves: columns.map(({width: room, lines}) => ({line: lines[at]?.line ?? [], step: lines[at]?.step ?? null, width: room})),
	}));
	return [...whole(alarmLines(run, width)), ...bars, ...whole(waterfallRemarks(run, width))];
}

function waitingText(trial: OperationTrial): string {
	if (trial.phase === 'waiting') {
		return 'walked as soon as there is a connection';
	}

	return busy(trial) ? (trial.checks.length > 0 ? 'the answers are compared; walking each route' : 'comparing the answers') : (trial.phase === 'cancelled' ? 'cancelled' : 'not walked yet');
}
