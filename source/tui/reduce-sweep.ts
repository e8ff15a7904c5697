import type {SqlValue} from '../database/session.ts';
import type {ValueTry} from '../experiment/sweep.ts';
import {nothingUnfolded} from '../view/diff-rows.ts';
import {valueText} from '../view/sweep-table.ts';
import type {Step} from './command.ts';
import {editText, insertText, textField} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {rowsMoved} from './list-moves.ts';
import {startSweep} from './start-sweep.ts';
import {startTrial} from './start-trial.ts';
import type {State} from './state.ts';
import type {SweepTrial} from './trial.ts';
import {type SweepOverlay, sweepView} from './sweep-view.ts';

/** Widest name of a value in the diff's title. */
const nameWidth = 24;

/** Keys among the values of a sweep. */
export function reduceSweep(state: State, overlay: SweepOverlay, key: Key): Step {
	const {sweep: trial} = state;
	if (trial === null) {
		return only({...state, overlay: null});
	}

	return overlay.field === null ? browse(state, overlay, trial, key) : typeValue(state, overlay, trial, key);
}

export function pasteSweepValue(state: State, overlay: SweepOverlay, text: string): State {
	return overlay.field === null ? state : {...state, overlay: {...overlay, field: insertText(overlay.field, text)}};
}

/** Stops the server's work; what was found by then stays. */
export function interruptSweep(state: State, trial: SweepTrial): Step {
	return {state: {...state, sweep: {...trial, phase: 'cancelling'}}, commands: [{kind: 'cancel'}]};
}

function browse(state: State, overlay: SweepOverlay, trial: SweepTrial, key: Key): Step {
	const view = sweepView(state, overlay);
	const here = view.places.findIndex(({at}) => at === overlay.at);
	const scroll = (offset: number): Step => only({...state, overlay: {...overlay, offset: Math.max(0, Math.min(offset, view.lines.length - view.room))}});
	const to = (place: number): Step => {
		const found = view.places[Math.max(0, Math.min(view.places.length - 1, place))];
		return found === undefined ? only(state) : only({...state, overlay: {...overlay, at: found.at, offset: kept(overlay.offset, found.line, view.room, place <= 0)}});
	};
	const rows = rowsMoved(key.name, view.room);
	if (rows !== null) {
		// From value to value; by pages, and below the last value, to the findings, line by line.
		const byValue = rows === Number.NEGATIVE_INFINITY || rows === -1 || (rows === 1 && here < view.places.length - 1);
		return byValue ? to(here + rows) : scroll(overlay.offset + rows);
	}

	switch (key.name) {
		case 'escape': {
			return trial.phase === 'running' ? interruptSweep(state, trial) : trial.phase === 'cancelling' ? only(state) : close(state, trial);
		}

		case 'q':
		case 'p': {
			return close(state, trial);
		}

		case 'r': {
			return startSweep(state, trial.over, trial.asked);
		}

		case 'tab':
		case 'shift+tab': {
			return nextParameter(state, trial, key.name === 'tab' ? 1 : -1);
		}

		case 'a': {
			return only({...state, overlay: {...overlay, field: textField('')}});
		}

		case 'space': {
			return only({...state, overlay: {...overlay, marked: overlay.marked === overlay.at ? null : overlay.at}});
		}

		case 'd': {
			return only(compare(state, overlay, trial));
		}

		case 'enter': {
			return take(state, overlay, trial);
		}

		default: {
			return only(state);
		}
	}
}

/** The first line shown, so that this one is; from the first value the way up leads to the head. */
function kept(offset: number, line: number, room: number, first: boolean): number {
	return first ? 0 : Math.max(line - room + 1, Math.min(offset, line - 1));
}

/** A measurement that the sweep stopped is begun again. */
function close(state: State, trial: SweepTrial): Step {
	const closed: State = {...state, overlay: null, sweep: {...trial, phase: trial.phase === 'running' ? 'cancelled' : trial.phase, interrupted: false}};
	return trial.interrupted ? startTrial(closed) : {state: closed, commands: trial.phase === 'running' ? [{kind: 'cancel'}] : []};
}

function nextParameter(state: State, {sweep}: SweepTrial, step: 1 | -1): Step {
	const count = sweep?.parameters.length ?? 0;
	const next = sweep === null || count < 2 ? undefined : sweep.parameters[(sweep.position - 1 + step + count) % count];
	return next === undefined ? only({...state, notice: {text: 'there is no other parameter', tone: 'plain'}}) : startSweep(state, next.name, []);
}

/** The plan under the cursor beside the marked one, or beside the first that goes another way. */
function compare(state: State, overlay: SweepOverlay, {sweep}: SweepTrial): State {
	const after = sweep?.tries[overlay.at];
	const before = overlay.marked === null ? sweep?.tries.find(({shape}) => shape !== null && shape !== after?.shape) : sweep?.tries[overlay.marked];
	const [from, to] = [sideOf(before), sideOf(after)];
	return from === null || to === null || before === after
		? {...state, notice: {text: before === after && before !== undefined ? 'go to another value to compare it with the marked one' : 'all values have the same plan: mark one with Space to compare it all the same', tone: 'plain'}}
		: {...state, overlay: {kind: 'diff', cursor: 0, unfolded: nothingUnfolded, between: {before: from, after: to, back: overlay}}};
}

function sideOf(each: ValueTry | undefined) {
	return each?.plan == null ? null : {name: valueText(each.value.value, nameWidth), plan: each.plan};
}

/** The value becomes the query's, which is measured with it. */
function take(state: State, overlay: SweepOverlay, {sweep, entryName, ...trial}: SweepTrial): Step {
	const value = sweep?.tries[overlay.at]?.value.value;
	if (sweep === null || value === undefined) {
		return only(state);
	}

	const values = sweep.parameters.map((parameter, at) => at === sweep.position - 1 ? {name: parameter.name, value} : parameter);
	return startTrial({...state, overlay: null, sweep: {...trial, sweep, entryName, interrupted: false}, parameters: new Map(state.parameters).set(entryName, values)});
}

function typeValue(state: State, overlay: SweepOverlay, trial: SweepTrial, key: Key): Step {
	const ask = (value: SqlValue) => startSweep(state, trial.over ?? trial.sweep?.parameters[trial.sweep.position - 1]?.name ?? null, [...trial.asked, value]);
	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: {...overlay, field: null}});
		}

		case 'enter': {
			return ask(overlay.field?.text ?? '');
		}

		case 'ctrl+n': {
			return ask(null);
		}

		default: {
			const field = overlay.field === null ? null : editText(overlay.field, key);
			return only(field === null ? state : {...state, overlay: {...overlay, field}});
		}
	}
}
