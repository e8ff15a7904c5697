import {sameConfiguration} from '../catalog/index-configuration.ts';
import {lineText, type Line, span} from '../view/line.ts';
import {operationBufferRows} from '../view/operation-buffer-rows.ts';
import {operationTimingRows} from '../view/operation-timing-rows.ts';
import {wrapLine} from '../view/wrap-line.ts';
import {busy} from './select.ts';
import type {State} from './state.ts';
import type {OperationTrial} from './trial.ts';
import {waterfallRowsOf} from './waterfall-lines.ts';

/** The waterfall as text, for the clipboard. */
export function waterfallText(state: State, width: number): readonly Line[] {
	return waterfallRowsOf(state, width, Number.MAX_SAFE_INTEGER).map(({halves}) => [span(halves.map(({line}) => lineText(line).trimEnd()).join('  '))]);
}

/** Blocks of each route and step. */
export function operationBuffers({run, baseline, error}: OperationTrial, width: number): readonly Line[] {
	return run === null || error !== null ? [] : operationBufferRows(run, baseline).flatMap(line => wrapLine(line, width));
}

/** What was waited, ratios, and the pinned configuration beside. */
export function operationTiming(state: State, trial: OperationTrial, width: number): readonly Line[] {
	if (trial.error !== null) {
		return [];
	}

	if (trial.run === null) {
		return [[span(busy(trial) ? 'executing' : (trial.phase === 'cancelled' ? 'cancelled' : ''), 'dim')]];
	}

	return operationTimingRows({
		run: trial.run,
		delta: trial.delta,
		progress: trial.phase === 'measuring' ? {taken: trial.taken, aim: trial.aim} : null,
		alone: alone(state, trial),
	}, width).flatMap(line => wrapLine(line, width));
}

function alone({configuration, pinned}: State, {phase, delta}: OperationTrial): string | null {
	return phase === 'done' && delta === null && !sameConfiguration(configuration, pinned)
		? 'the pinned configuration cannot be executed here: nothing to compare with'
		: null;
}
