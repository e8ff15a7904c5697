import {lineText} from '../view/line.ts';
import type {Step} from './command.ts';
import {openExport} from './edit-export.ts';
import {proposalField} from './edit-proposal.ts';
import {textField} from './edit-text.ts';
import {flipIndex, followIndex, pinBaseline, undoFlip} from './flips.ts';
import {rowCount} from './keep-visible.ts';
import {only} from './key-step.ts';
import type {MoveName} from './key-table.ts';
import {type ListMove, listMoves} from './list-moves.ts';
import {openSteps} from './open-steps.ts';
import {paneLines} from './pane-lines.ts';
import {busy, listHeight, openCard, shownCards, shownPlan, shownPlanRows, shownTree} from './select.ts';
import {shownIndexes} from './shown-indexes.ts';
import {openLattice} from './reduce-lattice.ts';
import {openAnother, startTrial} from './start-trial.ts';
import {startSweep} from './start-sweep.ts';
import {gatherCrowd, openRow, setFold} from './fold-moves.ts';
import {toMatch, toPlanNode} from './plan-moves.ts';
import {nothingUnfolded} from '../view/diff-rows.ts';
import {defaultSort} from '../view/statistics-rows.ts';
import {slowestNode} from '../view/search-plan.ts';
import {withdrawUnderCursor} from './withdraw-index.ts';
import {operationSteps} from '../view/operation-steps.ts';
import {stepMs} from '../view/waterfall-rows.ts';
import type {ParameterField} from './overlay.ts';
import {type PaneName, paneNames} from './pane-names.ts';
import type {State} from './state.ts';
import type {OperationTrial} from './trial.ts';

type Move = (state: State) => Step;

/** What each line of the key table does. */
export const moves: Readonly<Record<MoveName, Move>> = {
	'down': by('down'),
	'up': by('up'),
	'half down': by('half down'),
	'half up': by('half up'),
	'page down': by('page down'),
	'page up': by('page up'),
	'top': by('top'),
	'bottom': by('bottom'),
	'next pane': state => focusOn(state, 1),
	'previous pane': state => focusOn(state, -1),
	'pane 1': state => only({...state, focus: 'queries'}),
	'pane 2': state => only({...state, focus: 'indexes'}),
	'pane 3': state => only({...state, focus: 'plan'}),
	'pane 4': state => only({...state, focus: 'buffers'}),
	'pane 5': state => only({...state, focus: 'timing'}),
	zoom: state => only({...state, zoomed: !state.zoomed}),
	flip(state) {
		const row = shownIndexes(state)[state.places.indexes.cursor];
		return row === undefined ? only(state) : followIndex(flipIndex(state, row.index.key), row.index.key);
	},
	'all indexes'(state) {
		const row = shownIndexes(state)[state.places.indexes.cursor];
		const step = only({...state, allIndexes: !state.allIndexes});
		return row === undefined ? step : followIndex(step, row.index.key);
	},
	propose: state => only({...state, overlay: {kind: 'proposal', field: proposalField(state), letter: []}}),
	withdraw: withdrawUnderCursor,
	presets: state => only({...state, overlay: {kind: 'presets', cursor: 0}}),
	undo: undoFlip,
	pin: pinBaseline,
	open(state) {
		const entry = shownCards(state)[state.places.queries.cursor];
		return entry === undefined ? only(state) : (entry.name === state.entryName ? measure(state) : openAnother(state, entry));
	},
	run: measure,
	cancel(state) {
		const filtered = state.focus === 'buffers' || state.focus === 'timing' ? null : state.focus;
		if (busy(state.trial)) {
			return cancelTrial(state);
		}

		if (filtered !== null && state.filters[filtered] !== '') {
			return only({...state, filters: {...state.filters, [filtered]: ''}});
		}

		return only({...state, zoomed: false});
	},
	parameters(state) {
		const entry = openCard(state);
		const values = entry === null ? undefined : state.parameters.get(entry.name);
		if (entry === null || values === undefined || values.length === 0) {
			return only({...state, notice: {text: 'there are no parameters', tone: 'plain'}});
		}

		const fields = values.map(({name, value, unknown}): ParameterField => ({
			name,
			field: textField(value === null ? '' : String(value)),
			absent: unknown === true ? 'no value' : (value === null ? 'NULL' : null),
		}));
		return only({...state, overlay: {kind: 'parameters', cursor: 0, fields}});
	},
	rtt: state => only({...state, overlay: {kind: 'rtt', field: textField(`${state.rttMs}ms`), letter: []}}),
	filter(state) {
		const pane = state.focus === 'indexes' ? 'indexes' : 'queries';
		const before = state.filters[pane];
		return only({...state, focus: pane, overlay: {kind: 'filter', pane, field: textField(before), before}});
	},
	search: state => only({...state, overlay: {kind: 'filter', pane: 'plan', field: textField(state.filters.plan), before: state.filters.plan}}),
	'next match': state => only(toMatch(state, 1)),
	'previous match': state => only(toMatch(state, -1)),
	slowest(state) {
		if (state.trial?.kind === 'operation') {
			return only(toSlowestStep(state, state.trial));
		}

		const plan = shownTree(state);
		return only(plan === null ? state : toPlanNode({...state, focus: 'plan'}, slowestNode(plan)));
	},
	insights: state => only({...state, overlay: {kind: 'insights', cursor: 0}}),
	diff: state => only({...state, overlay: {kind: 'diff', cursor: 0, unfolded: nothingUnfolded}}),
	statistics(state) {
		const plan = shownPlan(state);
		return only(plan === null ? state : {...state, overlay: {kind: 'statistics', sort: defaultSort(plan), offset: 0}});
	},
	export: openExport,
	values: state => startSweep(state, null, []),
	monitor: state => only({...state, overlay: {kind: 'monitor', list: 'indexes', cursor: 0, sort: 'size', filter: '', field: null}}),
	steps: openSteps,
	lattice: openLattice,
	fold(state) {
		const row = shownPlanRows(state)[state.places.plan.cursor];
		if (row === undefined) {
			return only(state);
		}

		return row.fold === 'open' ? setFold(state, row.node.id, true) : gatherCrowd(state, row) ?? only(row.node.parentId === null ? state : toPlanNode(state, row.node.parentId));
	},
	unfold(state) {
		const row = shownPlanRows(state)[state.places.plan.cursor];
		if (row === undefined) {
			return only(state);
		}

		return row.fold === 'closed' ? openRow(state, row) : only(row.node.children[0] === undefined ? state : toPlanNode(state, row.node.children[0]));
	},
	'toggle fold'(state) {
		const row = shownPlanRows(state)[state.places.plan.cursor];
		return row === undefined ? only(state) : (row.fold === 'open' ? setFold(state, row.node.id, true) : openRow(state, row));
	},
	card(state) {
		if (state.trial?.kind === 'operation') {
			return only({...state, overlay: {kind: 'step', at: state.places.plan.cursor, offset: 0}});
		}

		const row = shownPlanRows(state)[state.places.plan.cursor];
		return only(row === undefined ? state : {...state, overlay: {kind: 'card', nodeId: row.node.id, offset: 0}});
	},
	copy(state) {
		const text = paneLines(state, state.focus, 200).map(line => lineText(line).trimEnd()).join('\n');
		return {state: {...state, notice: {text: `${state.focus} sent to clipboard`, tone: 'plain'}}, commands: [{kind: 'copy', text}]};
	},
	palette: state => only({...state, overlay: {kind: 'palette', field: textField(''), cursor: 0}}),
	help: state => only({...state, overlay: {kind: 'help', offset: 0}}),
	repaint: state => ({state, commands: [{kind: 'repaint'}]}),
	suspend: state => ({state, commands: [{kind: 'suspend'}]}),
	interrupt: state => busy(state.trial) && state.trial?.phase !== 'cancelling' ? cancelTrial(state) : {state, commands: [{kind: 'quit', code: 130}]},
	quit: state => ({state, commands: [{kind: 'quit', code: 0}]}),
};

function toSlowestStep(state: State, {run}: OperationTrial): State {
	const times = run === null ? [] : operationSteps(run).map(({bar}) => stepMs(bar));
	const cursor = times.indexOf(Math.max(...times));
	return cursor < 0 ? state : {...state, focus: 'plan', places: {...state.places, plan: {...state.places.plan, cursor}}};
}

/** Measures the open query or operation again; without a connection, tries to get one now: measuring follows by itself. */
function measure(state: State): Step {
	return state.lost === null ? startTrial(state) : {state: {...state, trial: readyToRun(state.trial)}, commands: [{kind: 'reconnect'}]};
}

function readyToRun(trial: State['trial']): State['trial'] {
	return trial === null ? null : {...trial, phase: 'waiting', error: null};
}

function cancelTrial(state: State): Step {
	const {trial} = state;
	return trial === null
		? only(state)
		: {state: {...state, trial: {...trial, phase: 'cancelling'}}, commands: [{kind: 'cancel'}]};
}

function by(move: ListMove): Move {
	return state => {
		const pane = state.focus;
		const place = state.places[pane];
		const steps = listMoves[move](listHeight(state, pane));
		if (pane === 'buffers' || pane === 'timing') {
			const last = Math.max(0, paneLines(state, pane, 200).length - listHeight(state, pane));
			const offset = Math.max(0, Math.min(last, place.offset + steps));
			return only({...state, places: {...state.places, [pane]: {cursor: offset, offset}}});
		}

		const cursor = Math.max(0, Math.min(rowCount(state, pane) - 1, place.cursor + steps));
		const moved = {...state, places: {...state.places, [pane]: {...place, cursor}}};
		return pane === 'queries' ? openUnderCursor(moved) : only(moved);
	};
}

/** Moving to another query shows it: it is planned at once and measured when the cursor rests. */
export function openUnderCursor(state: State): Step {
	const entry = shownCards(state)[state.places.queries.cursor];
	return entry === undefined || entry.name === state.entryName ? only(state) : openAnother(state, entry);
}

function focusOn(state: State, step: 1 | -1): Step {
	const at = paneNames.indexOf(state.focus);
	const focus: PaneName = paneNames[(at + step + paneNames.length) % paneNames.length] ?? 'queries';
	return only({...state, focus});
}
