import {monitorSorts} from '../view/monitor-index-rows.ts';
import type {Step} from './command.ts';
import {editText, insertText, textField} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {rowsMoved} from './list-moves.ts';
import {monitorFindings, type MonitorOverlay, monitorView} from './monitor-view.ts';
import {following} from './reduce-watch.ts';
import {shownIndexes} from './shown-indexes.ts';
import {monitorLists} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in the monitor: lists, order, filter, and the way to an index's toggle. */
export function reduceMonitor(state: State, overlay: MonitorOverlay, key: Key): Step {
	return overlay.field === null ? browse(state, overlay, key) : editFilter(state, overlay, key);
}

export function pasteMonitorFilter(state: State, overlay: MonitorOverlay, text: string): State {
	const field = overlay.field === null ? null : insertText(overlay.field, text);
	return field === null ? state : following(state, state, overlay, {...overlay, field, filter: field.text});
}

function browse(state: State, overlay: MonitorOverlay, key: Key): Step {
	const {cursor, list} = overlay;
	const rows = rowsMoved(key.name, pageOf(state, overlay));
	if (rows !== null) {
		return only({...state, overlay: {...overlay, cursor: Math.max(0, Math.min(lastRow(state, overlay), cursor + rows))}});
	}

	switch (key.name) {
		case 'tab':
		case 'shift+tab': {
			const step = key.name === 'tab' ? 1 : monitorLists.length - 1;
			return only({...state, overlay: {...overlay, cursor: 0, list: monitorLists[(monitorLists.indexOf(list) + step) % monitorLists.length] ?? 'indexes'}});
		}

		case 'r': {
			return {state, commands: [{kind: 'look'}]};
		}

		case 'escape': {
			return overlay.filter === '' ? only({...state, overlay: null}) : only(following(state, state, overlay, {...overlay, filter: ''}));
		}

		case 'q':
		case 'M': {
			return only({...state, overlay: null});
		}

		default: {
			return list === 'indexes' ? amongIndexes(state, overlay, key) : only(state);
		}
	}
}

function amongIndexes(state: State, overlay: MonitorOverlay, key: Key): Step {
	switch (key.name) {
		case '<':
		case '>': {
			const step = key.name === '>' ? 1 : monitorSorts.length - 1;
			const sort = monitorSorts[(monitorSorts.indexOf(overlay.sort) + step) % monitorSorts.length] ?? 'size';
			return only(following(state, state, overlay, {...overlay, sort}));
		}

		case '/': {
			return only({...state, overlay: {...overlay, field: textField(overlay.filter)}});
		}

		case 'enter': {
			return only(toToggle(state, overlay));
		}

		default: {
			return only(state);
		}
	}
}

/** The index under the cursor in the Indexes pane, where it is one of those that can be flipped. */
function toToggle(state: State, overlay: MonitorOverlay): State {
	const chosen = monitorFindings(state, overlay)[overlay.cursor]?.index;
	const shut: State = {...state, overlay: null, focus: 'indexes', filters: {...state.filters, indexes: ''}};
	const placeIn = (listing: State) => shownIndexes(listing).findIndex(({index}) => index.schema === chosen?.schema && index.name === chosen.name);
	// Of very many the pane lists only some.
	const closed = placeIn(shut) < 0 ? {...shut, allIndexes: true} : shut;
	const cursor = placeIn(closed);
	return chosen === undefined || cursor < 0
		? {...state, notice: {text: chosen === undefined ? 'there is no index' : `${chosen.name} is none of the indexes that can be flipped here`, tone: 'plain'}}
		: {...closed, places: {...state.places, indexes: {...state.places.indexes, cursor}}};
}

function editFilter(state: State, overlay: MonitorOverlay, key: Key): Step {
	switch (key.name) {
		case 'escape': {
			return only(following(state, state, overlay, {...overlay, field: null, filter: ''}));
		}

		case 'enter': {
			return only({...state, overlay: {...overlay, field: null}});
		}

		default: {
			const field = overlay.field === null ? null : editText(overlay.field, key);
			return only(field === null ? state : following(state, state, overlay, {...overlay, field, filter: field.text}));
		}
	}
}

function pageOf(state: State, overlay: MonitorOverlay): number {
	const {report} = state.watched;
	return report === null ? 1 : monitorView(state, overlay, report).room;
}

/** Of the indexes the last one, of other lists the first row of the last page. */
function lastRow(state: State, overlay: MonitorOverlay): number {
	const {report} = state.watched;
	if (report === null) {
		return 0;
	}

	const {rows, room} = monitorView(state, overlay, report);
	return overlay.list === 'indexes' ? rows.length - 1 : Math.max(0, rows.length - room);
}
