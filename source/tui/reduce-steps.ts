import {answers} from '../experiment/next-step.ts';
import {stepNames} from '../experiment/steps-survey.ts';
import type {Errand} from '../lab/steps/steps-desk.ts';
import type {Step} from './command.ts';
import {type Key, only} from './key-step.ts';
import {movedWithin, rowsMoved, rowsRead} from './list-moves.ts';
import {moves} from './moves.ts';
import {closeSteps, goToEntry, lookAtSteps} from './open-steps.ts';
import {reportRows, stepsLength, stepsRoom} from './steps-lines.ts';
import {changes, type StepsOrder, type StepsOverlay, type StepsStage, type StepsWork, underWay, workOn} from './steps-overlay.ts';
import type {State} from './state.ts';

type StageOf<Kind extends StepsStage['kind']> = Extract<StepsStage, {kind: Kind}>;

/** Keys in the overlay of the steps; while one is under way it has them all, and only Esc or ^C stops it. */
export function reduceSteps(state: State, overlay: StepsOverlay, key: Key): Step {
	const {stage} = overlay;
	switch (stage.kind) {
		case 'work': {
			return atWork(state, overlay, stage, key);
		}

		case 'list': {
			return inList(state, overlay, key);
		}

		case 'away': {
			return key.name === 'y'
				? order(state, {...overlay, stage: workOn('moving', 'Opening the database of the steps')}, {kind: 'move'})
				: isBack(key) || key.name === 'n' ? put(state, {...overlay, stage: {kind: 'list'}}) : interrupted(state, key);
		}

		case 'told': {
			return whenTold(state, overlay, stage, key);
		}

		case 'ended': {
			if (isBack(key) || key.name === 'enter') {
				return afterEnd(state, overlay, stage);
			}

			return scrolled(state, overlay, stage, key);
		}

		case 'report': {
			return inReport(state, overlay, stage, key);
		}
	}
}

function atWork(state: State, overlay: StepsOverlay, stage: StepsWork, key: Key): Step {
	if (stage.question !== null && (key.name === 'y' || key.name === 'n' || key.name === 'escape')) {
		return order(state, {...overlay, stage: {...stage, question: null}}, {kind: 'answer', yes: key.name === 'y'});
	}

	if (key.name === 'ctrl+c' && stage.stopping) {
		return {state, commands: [{kind: 'quit', code: 130}]};
	}

	if (key.name === 'escape' || key.name === 'ctrl+c') {
		return order(state, {...overlay, stage: {...stage, stopping: true}}, {kind: 'stop'});
	}

	return only({...state, notice: {text: underWay(stage), tone: 'warn'}});
}

function inList(state: State, overlay: StepsOverlay, key: Key): Step {
	const rows = rowsMoved(key.name, stepNames.length);
	if (rows !== null) {
		return put(state, {...overlay, cursor: movedWithin(overlay.cursor, rows, stepNames.length)});
	}

	switch (key.name) {
		case 'enter':
		case 'space': {
			return take(state, overlay, false);
		}

		case 'f': {
			return take(state, overlay, true);
		}

		case 'r': {
			return lookAtSteps(state, overlay);
		}

		case 'S':
		case 'q':
		case 'escape': {
			return closeSteps(state, overlay);
		}

		default: {
			return interrupted(state, key);
		}
	}
}

/** The step under the cursor: compared, or told what it would do. */
function take(state: State, overlay: StepsOverlay, fresh: boolean): Step {
	const step = stepNames[overlay.cursor];
	const {survey} = overlay;
	if (step === undefined || survey === null) {
		return only(state);
	}

	if (step === 'compare') {
		const {baseline, after} = survey;
		return baseline === null || after === null || !answers(after, baseline)
			? only({...state, notice: {text: 'compare: there is no whole post-optimization that answers the latest baseline', tone: 'warn'}})
			: order(state, {...overlay, stage: workOn('comparing', `Comparing ${baseline.id} with ${after.id}`)}, {kind: 'compare', before: baseline.id, after: after.id});
	}

	if (survey.elsewhere && survey.setup.kind !== 'absent') {
		return put(state, {...overlay, stage: {kind: 'away', step}});
	}

	const errand: Errand = {step, fresh: fresh && !changes(step), rttMs: state.rttMs > 0 ? state.rttMs : null};
	return order(state, {...overlay, stage: workOn('planning', `${step}: looking at what it would do`, errand)}, {kind: 'plan', errand});
}

function whenTold(state: State, overlay: StepsOverlay, stage: StageOf<'told'>, key: Key): Step {
	const {errand, log} = stage;
	const idle = log.would.length === 0;
	if (isBack(key) || key.name === 'n' || (idle && key.name === 'enter')) {
		return put(state, {...overlay, stage: {kind: 'list'}});
	}

	// Enter may be one too many; what changes a database wants a y.
	return !idle && (key.name === 'y' || (key.name === 'enter' && !changes(errand.step)))
		? order(state, {...overlay, stage: workOn('performing', errand.step, errand)}, {kind: 'perform', errand, told: log.would.flatMap(({statements}) => statements)})
		: scrolled(state, overlay, stage, key);
}

function inReport(state: State, overlay: StepsOverlay, stage: StageOf<'report'>, key: Key): Step {
	if (isBack(key)) {
		return put(state, {...overlay, stage: {kind: 'list'}});
	}

	const rows = reportRows(state, stage.report);
	if (key.name === 'w') {
		return {state, commands: [{kind: 'steps', order: {kind: 'write', report: stage.report}}]};
	}

	if (key.name === 'enter') {
		const entry = rows[stage.cursor]?.entry ?? null;
		return entry === null ? only({...state, notice: {text: 'Enter goes to the query or operation of the row under the cursor', tone: 'plain'}}) : goToEntry(state, overlay, entry);
	}

	if (key.name === 'n' || key.name === 'N') {
		const at = key.name === 'n' ? rows.findIndex(({entry}, place) => entry !== null && place > stage.cursor) : rows.findLastIndex(({entry}, place) => entry !== null && place < stage.cursor);
		return at < 0 ? only(state) : put(state, {...overlay, stage: {...stage, cursor: at}});
	}

	const step = rowsMoved(key.name, stepsRoom(state, overlay));
	return step === null ? interrupted(state, key) : put(state, {...overlay, stage: {...stage, cursor: movedWithin(stage.cursor, step, rows.length)}});
}

/** What was set up elsewhere is gone to next. */
function afterEnd(state: State, overlay: StepsOverlay, {step, outcome}: StageOf<'ended'>): Step {
	if (overlay.survey === null) {
		return closeSteps(state, overlay);
	}

	return step === 'setup' && outcome?.code === 0 && overlay.survey.elsewhere
		? put(state, {...overlay, stage: {kind: 'away', step: 'baseline'}})
		: lookAtSteps(state, overlay);
}

function scrolled(state: State, overlay: StepsOverlay, stage: StageOf<'told'> | StageOf<'ended'>, key: Key): Step {
	const height = stepsRoom(state, overlay);
	const step = rowsRead(key.name, height);
	if (step === null) {
		return interrupted(state, key);
	}

	const last = Math.max(0, stepsLength(state, overlay) - height);
	return put(state, {...overlay, stage: {...stage, offset: Math.max(0, Math.min(last, stage.offset + step))}});
}

function isBack({name}: Key): boolean {
	return name === 'escape' || name === 'q';
}

/** ^C where nothing of the steps runs means what it means everywhere. */
function interrupted(state: State, key: Key): Step {
	return key.name === 'ctrl+c' ? moves.interrupt({...state, overlay: null}) : only(state);
}

function put(state: State, overlay: StepsOverlay): Step {
	return only({...state, overlay});
}

function order(state: State, overlay: StepsOverlay, asked: StepsOrder): Step {
	return {state: {...state, overlay}, commands: [{kind: 'steps', order: asked}]};
}
