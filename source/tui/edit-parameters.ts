import type {SqlValue} from '../database/session.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {Step} from './command.ts';
import {editText, textField} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {openCard} from './select.ts';
import {startTrial} from './start-trial.ts';
import type {Overlay, ParameterField} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in the fields of a query's parameters. */
export function editParameters(state: State, overlay: Extract<Overlay, {kind: 'parameters'}>, key: Key): Step {
	const {fields, cursor} = overlay;
	const move = (step: number) => only({...state, overlay: {...overlay, cursor: (cursor + step + fields.length) % fields.length}});
	const put = (changed: ParameterField) => only({...state, overlay: {...overlay, fields: fields.map((field, at) => at === cursor ? changed : field)}});
	const field = fields[cursor];
	if (field === undefined) {
		return only({...state, overlay: null});
	}

	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: null});
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
			return put({...field, field: textField(''), absent: 'NULL'});
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
			return edited === null ? only(state) : put({...field, field: edited, absent: null});
		}
	}
}

function applyParameters(state: State, fields: readonly ParameterField[]): Step {
	const entry = openCard(state);
	if (entry === null) {
		return only({...state, overlay: null});
	}

	const values: readonly BoundParameter[] = fields.map(({name, field, absent}) => {
		const value: SqlValue = absent === null ? field.text : null;
		return {name, value, ...(absent === 'no value' ? {unknown: true} : {})};
	});
	return startTrial({...state, overlay: null, parameters: new Map(state.parameters).set(entry.name, values)});
}
