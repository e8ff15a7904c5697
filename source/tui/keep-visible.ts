import {operationSteps} from '../view/operation-steps.ts';
import {listHeight, shownCards, shownPlanRows} from './select.ts';
import {shownIndexes} from './shown-indexes.ts';
import {type ListPlace, type PaneName, paneNames} from './pane-names.ts';
import type {State} from './state.ts';

/** Cursors stay inside their lists, and lists scroll so that cursors stay on the screen. */
export function keepVisible(state: State): State {
	if (state.around === null) {
		return state;
	}

	let places = state.places;
	for (const pane of paneNames) {
		const place = placeOf(state, pane);
		if (place !== places[pane]) {
			places = {...places, [pane]: place};
		}
	}

	return places === state.places ? state : {...state, places};
}

function placeOf(state: State, pane: PaneName): ListPlace {
	const place = state.places[pane];
	if (pane === 'buffers' || pane === 'timing') {
		return place;
	}

	return within(place, rowCount(state, pane), listHeight(state, pane));
}

function within(place: ListPlace, count: number, height: number): ListPlace {
	const cursor = Math.max(0, Math.min(place.cursor, count - 1));
	const lowest = Math.max(0, cursor - height + 1);
	const offset = Math.max(lowest, Math.min(place.offset, cursor, Math.max(0, count - height)));
	return cursor === place.cursor && offset === place.offset ? place : {cursor, offset};
}

/** How many rows the list of a pane has. */
export function rowCount(state: State, pane: PaneName): number {
	switch (pane) {
		case 'queries': {
			return shownCards(state).length;
		}

		case 'indexes': {
			return shownIndexes(state).length;
		}

		case 'plan': {
			const {trial} = state;
			return trial?.kind === 'operation' ? (trial.run === null ? 0 : operationSteps(trial.run).length) : shownPlanRows(state).length;
		}

		case 'buffers':
		case 'timing': {
			return Number.MAX_SAFE_INTEGER;
		}
	}
}
