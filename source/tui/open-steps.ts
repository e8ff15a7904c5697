import type {Step} from './command.ts';
import {busy, shownCards} from './select.ts';
import {openAnother, startTrial} from './start-trial.ts';
import {type StepsOverlay, workOn} from './steps-overlay.ts';
import type {State} from './state.ts';

/** Opens the overlay of the steps. */
export function openSteps(state: State): Step {
	return lookAtSteps(state, {kind: 'steps', survey: null, cursor: 0, stage: {kind: 'list'}, interrupts: busy(state.trial), changed: false});
}

/** Asks where the steps stand. */
export function lookAtSteps(state: State, overlay: StepsOverlay): Step {
	return {
		state: {...state, overlay: {...overlay, stage: workOn('looking', 'Looking at what the steps have left')}},
		commands: [{kind: 'steps', order: {kind: 'look'}}],
	};
}

/** Back to the panes; what the steps stopped, or changed the database under, is measured again. */
export function closeSteps(state: State, {interrupts, changed}: StepsOverlay): Step {
	const closed: State = {...state, overlay: null};
	return changed || (interrupts && state.trial?.phase === 'cancelled') ? startTrial(closed) : {state: closed, commands: []};
}

/** From a row of the comparison to its query or operation in the panes. */
export function goToEntry(state: State, overlay: StepsOverlay, name: string): Step {
	const shown: State = {...state, overlay: null, focus: 'queries', filters: {...state.filters, queries: ''}};
	const at = shownCards(shown).findIndex(card => card.name === name);
	const card = shownCards(shown)[at];
	if (card === undefined) {
		return {state: {...state, notice: {text: `${name} is not in this catalogue`, tone: 'warn'}}, commands: []};
	}

	const there: State = {...shown, places: {...shown.places, queries: {...shown.places.queries, cursor: at}}};
	return card.name === state.entryName ? closeSteps({...there}, overlay) : openAnother(there, card);
}
