import {exportFormats} from '../migration/export-files.ts';
import type {ExportNews} from './action.ts';
import type {Step} from './command.ts';
import {editText, textField} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {rowsBeside} from './list-moves.ts';
import {overlayLines} from './overlay-lines.ts';
import {listHeight} from './select.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

type ExportOverlay = Extract<Overlay, {kind: 'export'}>;

/** Where files go unless somebody says otherwise: below the folder that planflip was started in. */
const usualFolder = 'planflip-export';

/** Opens the overlay; what separates the database from the indexes on the screen is asked when nothing is measured any more. */
export function openExport(state: State): Step {
	return {
		state: {...state, overlay: {kind: 'export', format: 'sql', field: textField(usualFolder), migration: null, planned: null, letter: [], offset: 0}},
		commands: [{kind: 'export', order: {kind: 'wait'}}],
	};
}

/** Keys while an export is looked at: Tab is the next form, Enter writes, everything else is the folder's field. */
export function editExport(state: State, overlay: ExportOverlay, key: Key): Step {
	const page = Math.max(1, listHeight({...state, focus: 'plan', zoomed: true}, 'plan'));
	const scroll = (rows: number) => {
		const last = Math.max(0, overlayLines(state, overlay).length - page);
		return only({...state, overlay: {...overlay, offset: Math.max(0, Math.min(last, overlay.offset + rows))}});
	};

	const rows = rowsBeside(key.name, page);
	if (rows !== null) {
		return scroll(rows);
	}

	switch (key.name) {
		case 'escape': {
			return {state: {...state, overlay: null}, commands: [{kind: 'export', order: {kind: 'forget'}}]};
		}

		case 'tab':
		case 'shift+tab': {
			const step = key.name === 'tab' ? 1 : exportFormats.length - 1;
			return only({...state, overlay: {...overlay, format: exportFormats[(exportFormats.indexOf(overlay.format) + step) % exportFormats.length] ?? 'sql', letter: []}});
		}

		case 'enter': {
			return write(state, overlay);
		}

		default: {
			const field = editText(overlay.field, key);
			return only(field === null ? state : {...state, overlay: {...overlay, field, letter: []}});
		}
	}
}

function write(state: State, overlay: ExportOverlay): Step {
	const {migration, format, field} = overlay;
	const folder = field.text.trim();
	if (migration === null || migration.changes.length === 0) {
		return only(state);
	}

	return folder === ''
		? only({...state, overlay: {...overlay, letter: ['Into which folder?', 'A dot is the one that planflip was started in.']}})
		: {state, commands: [{kind: 'export', order: {kind: 'write', migration, format, folder}}]};
}

/** What became of it; told in the overlay as long as that is open. */
export function reduceExport(state: State, news: ExportNews): Step {
	const {overlay} = state;
	if (news.kind === 'written') {
		return only({...state, overlay: overlay?.kind === 'export' ? null : overlay, notice: {text: `written: ${news.files.join(', ')}`, tone: 'plain'}});
	}

	if (overlay?.kind !== 'export') {
		return only(state);
	}

	switch (news.kind) {
		case 'free': {
			return {state, commands: [{kind: 'export', order: {kind: 'decide', configuration: state.configuration, measured: [...state.deltas.values()]}}]};
		}

		case 'planning': {
			return only({...state, overlay: {...overlay, planned: {at: news.at, of: news.of}}});
		}

		case 'decided': {
			return only({...state, overlay: {...overlay, migration: news.migration, planned: null}});
		}

		case 'failed': {
			return only({...state, overlay: {...overlay, planned: null, letter: news.lines}});
		}
	}
}
