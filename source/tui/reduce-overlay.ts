import type {BoundParameter} from '../experiment/run.ts';
import type {SqlValue} from '../database/session.ts';
import type {Step} from './command.ts';
import {editText, insertText, textField} from './edit-text.ts';
import {switchTo} from './flips.ts';
import {chooseInsight} from './choose-insight.ts';
import {matchingBindings} from './matching-bindings.ts';
import {moves, openUnderCursor} from './moves.ts';
import {toMatch} from './plan-moves.ts';
import {overlayLines} from './overlay-lines.ts';
import {reduceDiff} from './reduce-diff.ts';
import {reduceStatistics} from './reduce-statistics.ts';
import {listHeight, openEntry} from './select.ts';
import {startTrial} from './start-trial.ts';
import type {Overlay, ParameterField, State} from './state.ts';

interface Key {
	readonly name: string;
	readonly text: string | null;
}

type Of<Kind extends Overlay['kind']> = Extract<Overlay, {kind: Kind}>;

const only = (state: State): Step => ({state, commands: []});
const close = (state: State): Step => only({...state, overlay: null});

/** Keys while something lies over the panes: it sees them first, and ^C, ^Z and ^L work everywhere. */
export function reduceOverlay(state: State, overlay: Overlay, key: Key): Step {
	if (key.name === 'ctrl+c') {
		return moves.interrupt({...state, overlay: null});
	}

	if (key.name === 'ctrl+z') {
		return moves.suspend(state);
	}

	if (key.name === 'ctrl+l') {
		return moves.repaint(state);
	}

	switch (overlay.kind) {
		case 'help':
		case 'card': {
			return scrolled(state, overlay, key);
		}

		case 'insights': {
			return chooseInsight(state, overlay, key);
		}

		case 'diff': {
			return reduceDiff(state, overlay, key);
		}

		case 'statistics': {
			return reduceStatistics(state, overlay, key);
		}

		case 'presets': {
			return choosePreset(state, overlay, key);
		}

		case 'parameters': {
			return editParameters(state, overlay, key);
		}

		case 'palette': {
			return choosePalette(state, overlay, key);
		}

		case 'filter': {
			return editFilter(state, overlay, key);
		}

		case 'consent': {
			return answerConsent(state, overlay, key);
		}
	}
}

export function reducePaste(state: State, overlay: Overlay, text: string): State {
	switch (overlay.kind) {
		case 'palette': {
			return {...state, overlay: {...overlay, field: insertText(overlay.field, text)}};
		}

		case 'filter': {
			const field = insertText(overlay.field, text);
			return {...state, overlay: {...overlay, field}, filters: {...state.filters, [overlay.pane]: field.text}};
		}

		case 'parameters': {
			const fields = overlay.fields.map((field, at) => at === overlay.cursor ? {...field, field: insertText(field.field, text), isNull: false} : field);
			return {...state, overlay: {...overlay, fields}};
		}

		case 'help':
		case 'card':
		case 'diff':
		case 'insights':
		case 'statistics':
		case 'presets':
		case 'consent': {
			return state;
		}
	}
}

function scrolled(state: State, overlay: Of<'help'> | Of<'card'>, key: Key): Step {
	const page = Math.max(1, listHeight({...state, focus: 'plan', zoomed: true}, 'plan'));
	const steps: Readonly<Record<string, number>> = {
		j: 1, down: 1, k: -1, up: -1, 'ctrl+d': Math.ceil(page / 2), 'ctrl+u': -Math.ceil(page / 2),
		pagedown: page, pageup: -page, space: page, g: Number.NEGATIVE_INFINITY, home: Number.NEGATIVE_INFINITY,
		G: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY,
	};
	const step = steps[key.name];
	if (step !== undefined) {
		const last = Math.max(0, overlayLines(state, overlay).length - page);
		return only({...state, overlay: {...overlay, offset: Math.max(0, Math.min(last, overlay.offset + step))}});
	}

	return ['escape', 'enter', 'q', '?'].includes(key.name) ? close(state) : only(state);
}

function choosePreset(state: State, overlay: Of<'presets'>, key: Key): Step {
	const presets = state.around?.universe.presets ?? [];
	const digit = Number(key.name) - 1;
	const chosen = key.name === 'enter' || key.name === 'space' ? presets[overlay.cursor] : presets[digit];
	if (chosen !== undefined) {
		return switchTo({...state, overlay: null}, chosen.configuration);
	}

	switch (key.name) {
		case 'j':
		case 'down': {
			return only({...state, overlay: {...overlay, cursor: Math.min(presets.length - 1, overlay.cursor + 1)}});
		}

		case 'k':
		case 'up': {
			return only({...state, overlay: {...overlay, cursor: Math.max(0, overlay.cursor - 1)}});
		}

		case 'escape':
		case 'q':
		case 'P': {
			return close(state);
		}

		default: {
			return only(state);
		}
	}
}

function editParameters(state: State, overlay: Of<'parameters'>, key: Key): Step {
	const {fields, cursor} = overlay;
	const move = (step: number) => only({...state, overlay: {...overlay, cursor: (cursor + step + fields.length) % fields.length}});
	const put = (changed: ParameterField) => only({...state, overlay: {...overlay, fields: fields.map((field, at) => at === cursor ? changed : field)}});
	const field = fields[cursor];
	if (field === undefined) {
		return close(state);
	}

	switch (key.name) {
		case 'escape': {
			return close(state);
		}

		case 'tab':
		case 'down': {
			return move(1);
		}

		case 'shift+tab':
		case 'up': {
			return move(-1);
		}

		case 'ctrl+n': {
			return put({...field, field: textField(''), isNull: true});
		}

		case 'ctrl+r': {
			const parameters = new Map(state.parameters);
			parameters.delete(state.entryName ?? '');
			return startTrial({...state, overlay: null, parameters});
		}

		case 'enter': {
			return applyParameters(state, fields);
		}

		default: {
			const edited = editText(field.field, key);
			return edited === null ? only(state) : put({...field, field: edited, isNull: false});
		}
	}
}

function applyParameters(state: State, fields: readonly ParameterField[]): Step {
	const entry = openEntry(state);
	if (entry === null) {
		return close(state);
	}

	const values: readonly BoundParameter[] = fields.map(({name, field, isNull}) => {
		const value: SqlValue = isNull ? null : field.text;
		return {name, value};
	});
	return startTrial({...state, overlay: null, parameters: new Map(state.parameters).set(entry.name, values)});
}

function choosePalette(state: State, overlay: Of<'palette'>, key: Key): Step {
	const found = matchingBindings(overlay.field.text);
	switch (key.name) {
		case 'escape': {
			return close(state);
		}

		case 'down':
		case 'ctrl+n': {
			return only({...state, overlay: {...overlay, cursor: Math.min(found.length - 1, overlay.cursor + 1)}});
		}

		case 'up':
		case 'ctrl+p': {
			return only({...state, overlay: {...overlay, cursor: Math.max(0, overlay.cursor - 1)}});
		}

		case 'enter': {
			const binding = found[overlay.cursor];
			if (binding === undefined) {
				return close(state);
			}

			// A command of one pane, chosen from anywhere, acts in its pane.
			const [pane] = binding.panes ?? [];
			const closed: State = {...state, overlay: null, focus: pane === undefined || binding.panes?.includes(state.focus) ? state.focus : pane};
			const reason = binding.blocked?.(closed) ?? null;
			return reason === null ? moves[binding.move](closed) : only({...closed, notice: {text: `${binding.title}: ${reason}`, tone: 'warn'}});
		}

		default: {
			const field = editText(overlay.field, key);
			return only(field === null ? state : {...state, overlay: {...overlay, field, cursor: 0}});
		}
	}
}

function editFilter(state: State, overlay: Of<'filter'>, key: Key): Step {
	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: null, filters: {...state.filters, [overlay.pane]: overlay.before}});
		}

		case 'enter': {
			const closed = {...state, overlay: null};
			return overlay.pane === 'queries' ? openUnderCursor(closed) : only(closed);
		}

		case 'down':
		case 'up': {
			return moves[key.name]({...state, overlay: null});
		}

		default: {
			const field = editText(overlay.field, key);
			if (field === null) {
				return only(state);
			}

			const filtered: State = {...state, overlay: {...overlay, field}, filters: {...state.filters, [overlay.pane]: field.text}};
			return only(overlay.pane === 'plan'
				? toMatch(filtered, 0)
				: {...filtered, places: {...state.places, [overlay.pane]: {cursor: 0, offset: 0}}});
		}
	}
}

function answerConsent(state: State, overlay: Of<'consent'>, key: Key): Step {
	switch (key.name) {
		case 'y': {
			return {state: {...state, overlay: null}, commands: [{kind: 'allow blocking', flip: overlay.indexKey}]};
		}

		case 'n':
		case 'q':
		case 'escape': {
			return close(state);
		}

		default: {
			return only(state);
		}
	}
}
