import type {Action} from './action.ts';
import type {Step} from './command.ts';
import {oneLine} from '../catalog/one-line.ts';
import {reduceExport} from './edit-export.ts';
import {refused} from './edit-proposal.ts';
import {textField} from './edit-text.ts';
import {only} from './key-step.ts';
import {bindingFor} from './key-table.ts';
import {withdraw} from './withdraw-index.ts';
import {keepVisible} from './keep-visible.ts';
import {reduceCombined} from './reduce-combined.ts';
import {reduceConnection} from './reduce-connection.ts';
import {reduceLookedAgain} from './reduce-looked-again.ts';
import {reduceKey} from './reduce-key.ts';
import {reduceOverlay, reducePaste} from './reduce-overlay.ts';
import {reduceOpening} from './reduce-opening.ts';
import {reduceWatch, watching} from './reduce-watch.ts';
import {reduceStepsNews} from './reduce-steps-news.ts';
import {reduceSweepNews} from './reduce-sweep-news.ts';
import {reduceTrial} from './reduce-trial.ts';
import {flipIndex, followIndex} from './flips.ts';
import {shownCards} from './select.ts';
import {openAnother} from './start-trial.ts';
import type {State, Surroundings} from './state.ts';

/** The whole screen as one function: what happened, what is shown next, what is to be done. */
export function reduce(state: State, action: Action): Step {
	const step = reduceAction(state, action);
	return watching(state, {...step, state: keepVisible(step.state)});
}

function reduceAction(state: State, action: Action): Step {
	switch (action.kind) {
		case 'key': {
			const fresh = {...state, notice: null};
			return state.opening === null
				? (state.overlay === null ? reduceKey(fresh, action) : reduceOverlay(fresh, state.overlay, action))
				: reduceOpening(fresh, state.opening, action);
		}

		case 'paste': {
			return only(state.overlay === null ? pasteProposal(state, action.text) : reducePaste(state, state.overlay, action.text));
		}

		case 'resized': {
			return only({...state, size: {columns: action.columns, rows: action.rows}});
		}

		case 'step': {
			return only(state.opening === null ? state : {...state, opening: {...state.opening, title: action.title, fraction: action.fraction}});
		}

		case 'note': {
			return only(state.opening === null
				? {...state, notice: {text: action.text, tone: 'plain'}}
				: {...state, opening: {...state.opening, notes: [...state.opening.notes, action.text]}});
		}

		case 'asked': {
			return only(state.opening === null ? state : {...state, opening: {...state.opening, question: action.question}});
		}

		case 'open failed': {
			return only(state.opening === null ? state : {...state, opening: {...state.opening, question: null, failure: {lines: action.lines, code: action.code}}});
		}

		case 'opened': {
			return opened(state, action.around);
		}

		case 'around': {
			const changed = {...state, around: action.around};
			return action.flip === null ? only(changed) : followIndex(flipIndex(changed, action.flip), action.flip);
		}

		case 'proposed': {
			return proposed({...state, around: action.around}, action.key);
		}

		case 'steps': {
			return reduceStepsNews(state, action.news);
		}

		case 'looked again': {
			return reduceLookedAgain(state, action.around, action.rowsAreNew);
		}

		case 'lost':
		case 'reconnecting':
		case 'reopened': {
			return reduceConnection(state, action);
		}

		case 'parameters': {
			return only({...state, parameters: new Map(state.parameters).set(action.entryName, action.values)});
		}

		case 'trial':
		case 'operation':
		case 'trial cancelled':
		case 'trial failed': {
			const reduced = reduceTrial(state, action);
			// The steps stop what is tried before they use its session, and have it measured again afterwards: no news to anybody.
			return only(state.overlay?.kind === 'steps' ? {...reduced, notice: state.notice} : reduced);
		}

		case 'sweep':
		case 'sweep ended': {
			return only(reduceSweepNews(state, action));
		}

		case 'build failed': {
			return buildFailed(state, action);
		}

		case 'notice': {
			return only({...state, notice: {text: action.text, tone: action.tone}});
		}

		case 'export': {
			return reduceExport(state, action.news);
		}

		case 'past': {
			return only({...state, past: new Map(state.past).set(action.entryName, action.runs)});
		}

		case 'watched': {
			return only(reduceWatch(state, action.news));
		}

		case 'combined': {
			return reduceCombined(state, action.news);
		}

		case 'tick': {
			return only({...state, now: action.now, overlay: heardClock(state.overlay, action.now), trial: state.trial === null ? null : {...state.trial, startedAt: state.trial.startedAt ?? action.now}, sweep: state.sweep === null ? null : {...state.sweep, startedAt: state.sweep.startedAt ?? action.now}});
		}
	}
}

/** A step that was begun when the clock was not heard. */
function heardClock(overlay: State['overlay'], now: number): State['overlay'] {
	return overlay?.kind === 'steps' && overlay.stage.kind === 'work' && overlay.stage.startedAt === null ? {...overlay, stage: {...overlay.stage, startedAt: now}} : overlay;
}

function opened(state: State, around: Surroundings): Step {
	const notes = state.opening?.notes ?? [];
	const last = notes.at(-1);
	const next: State = {
		...state,
		opening: null,
		around,
		configuration: around.universe.asBuilt,
		pinned: around.universe.asBuilt,
		notice: last === undefined ? null : {text: last, tone: 'plain'},
	};
	const [first] = shownCards(next);
	return first === undefined ? only(next) : openAnother(next, first);
}

/** Flips on what was proposed, wherever it was proposed. */
function proposed(state: State, key: string): Step {
	return followIndex(state.configuration.on.has(key) ? only({...state, notice: {text: `${key} is on already`, tone: 'plain'}}) : flipIndex(state, key), key);
}

/** A proposed index that cannot be built is no toggle any more: its statement is in the field again, with what is wrong. */
function buildFailed(state: State, {id, key, lines, position}: Extract<Action, {kind: 'build failed'}>): Step {
	const index = state.around?.universe.byKey.get(key);
	if (state.trial?.id !== id || index?.origin !== 'proposed') {
		return only(reduceTrial(state, {kind: 'trial failed', id, lines}));
	}

	const step = withdraw(state, key);
	return {...step, state: state.overlay === null
		? {...step.state, overlay: refused(index.definition, lines, position)}
		: {...step.state, notice: {text: lines.join(' '), tone: 'warn'}}};
}

/** A CREATE INDEX that is pasted is proposed, wherever the cursor is. */
function pasteProposal(state: State, text: string): State {
	const sql = oneLine(text).trim();
	const blocked = bindingFor('+', state.focus)?.blocked?.(state) ?? null;
	return /^create\s+(?:unique\s+)?index\b/i.test(sql) && blocked === null
		? {...state, overlay: {kind: 'proposal', field: textField(sql), letter: []}}
		: state;
}
