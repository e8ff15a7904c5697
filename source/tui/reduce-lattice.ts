import {type IndexConfiguration, configurationOf, sameConfiguration} from '../catalog/index-configuration.ts';
import {flipObstacle} from '../experiment/plan-switch.ts';
import type {IndexWorth} from '../lattice/index-worth.ts';
import type {WorkloadEntry} from '../lattice/workload-entry.ts';
import type {Combinations} from '../view/combinations.ts';
import {nothingUnfolded} from '../view/diff-rows.ts';
import {leftToRight} from '../view/front-order.ts';
import {worthSorts} from '../view/worth-order.ts';
import type {Command, Step} from './command.ts';
import {switchTo, undoFlip} from './flips.ts';
import {type Key, only} from './key-step.ts';
import {movedWithin, rowsMoved} from './list-moves.ts';
import {configurationUnder, latticeView, worths} from './lattice-view.ts';
import {openAnother} from './start-trial.ts';
import type {LatticeOverlay, LatticeTab} from './overlay.ts';
import type {State, Surroundings} from './state.ts';

/** The lattice over the screen, and whatever is not known of it asked for. */
export function openLattice(state: State): Step {
	const {around, combining} = state;
	if (around === null) {
		return only(state);
	}

	const known = combining.universe === around.universe;
	return {
		state: {
			...state,
			overlay: {kind: 'lattice', view: 'matrix', row: 0, column: 0, point: 0, failure: 0, sort: 'worth', moved: false},
			combining: {universe: around.universe, combinations: known ? combining.combinations : null, problem: null, step: {title: 'Looking at the queries', fraction: null}},
		},
		commands: [combine(around, false)],
	};
}

/** Everything that can be on here: what is built, and what is proposed and can be built or imagined without locking others out for each plan. */
function largestOf({universe, rung, facts}: Surroundings): IndexConfiguration {
	const proposed = universe.indexes.filter(index => !index.built && rung.number !== 5 && flipObstacle(index, rung, facts.superuser) === null);
	return configurationOf([...universe.asBuilt.on, ...proposed.map(({key}) => key)]);
}

export function combine(around: Surroundings, measure: boolean): Command {
	return {kind: 'combine', wish: {task: 'combine', configuration: largestOf(around), measure}};
}

/** Keys in the lattice. */
export function reduceLattice(state: State, overlay: LatticeOverlay, key: Key): Step {
	const {combining: {combinations}, around} = state;
	switch (key.name) {
		case 'escape':
		case 'q':
		case 'L': {
			return only({...state, overlay: null});
		}

		case 'r':
		case 'm': {
			return around === null || state.lost !== null ? only(state) : {
				state: {...state, combining: {...state.combining, problem: null, step: {title: 'Looking at the queries', fraction: null}}},
				commands: [combine(around, key.name === 'm')],
			};
		}

		case 'A': {
			return around === null || state.lost !== null ? only(state) : {
				state: {...state, combining: {...state.combining, problem: null, step: {title: 'Looking for what is missing', fraction: null}}},
				commands: [{kind: 'combine', wish: {task: 'advise', start: state.configuration}}],
			};
		}

		case 'u': {
			if (around === null || state.lost !== null) {
				return only(state);
			}

			const {state: back, commands} = undoFlip(state);
			return {state: {...back, overlay: {...overlay, moved: false, point: combinations === null ? overlay.point : pointOf(back, combinations)}}, commands};
		}

		default: {
			return combinations === null ? only(state) : inTab[overlay.view](state, overlay, combinations, key);
		}
	}
}

function inMatrix(state: State, overlay: LatticeOverlay, combinations: Combinations, key: Key): Step {
	const rows = combinations.lattice.indexes.length;
	const columns = combinations.lattice.entries.length;
	const across = (step: number) => only({...state, overlay: {...overlay, column: movedWithin(overlay.column, step, columns)}});
	const down = rowsMoved(key.name, latticeView(state, overlay, combinations).room);
	if (down !== null) {
		return only({...state, overlay: {...overlay, row: movedWithin(overlay.row, down, rows)}});
	}

	switch (key.name) {
		case 'h':
		case 'left': {
			return across(-1);
		}

		case 'l':
		case 'right': {
			return across(1);
		}

		case '<':
		case '>': {
			const step = key.name === '>' ? 1 : worthSorts.length - 1;
			const sort = worthSorts[(worthSorts.indexOf(overlay.sort) + step) % worthSorts.length] ?? 'worth';
			const chosen = worths(combinations, overlay)[overlay.row];
			const row = worths(combinations, {...overlay, sort}).findIndex(worth => worth.bit === chosen?.bit);
			return only({...state, overlay: {...overlay, sort, row: Math.max(0, row)}});
		}

		case 'tab':
		case 'shift+tab': {
			return tabbed(state, overlay, combinations, key);
		}

		case 'enter': {
			return why(state, overlay, combinations);
		}

		default: {
			return only(state);
		}
	}
}

/** Where the screen's configuration lies on the front; its beginning, with all that pays, when it is not there. */
function pointOf({configuration}: State, combinations: Combinations): number {
	return Math.max(0, combinations.lattice.front.points.findIndex(({on}) => sameConfiguration(configurationUnder(combinations, on), configuration)));
}

/** Points that a page key goes along the front. */
const frontPage = 10;

function onFront(state: State, overlay: LatticeOverlay, combinations: Combinations, key: Key): Step {
	const {points} = combinations.lattice.front;
	const to = (point: number) => moveTo(state, {...overlay, point}, combinations);
	const across = (step: number) => {
		const order = leftToRight(points);
		return to(order[movedWithin(order.indexOf(overlay.point), step, points.length)] ?? overlay.point);
	};

	// Listed cheapest first, drawn with the dearest on top.
	const rows = rowsMoved(key.name, frontPage);
	if (rows !== null) {
		return to(movedWithin(overlay.point, -rows, points.length));
	}

	switch (key.name) {
		case 'h':
		case 'left': {
			return across(-1);
		}

		case 'l':
		case 'right': {
			return across(1);
		}

		case 'enter': {
			return to(overlay.point);
		}

		case 'tab':
		case 'shift+tab': {
			return tabbed(state, overlay, combinations, key);
		}

		default: {
			return only(state);
		}
	}
}

function amongFailures(state: State, overlay: LatticeOverlay, combinations: Combinations, key: Key): Step {
	const down = rowsMoved(key.name, latticeView(state, overlay, combinations).room);
	if (down !== null) {
		return only({...state, overlay: {...overlay, failure: movedWithin(overlay.failure, down, combinations.failed.length)}});
	}

	return key.name === 'tab' || key.name === 'shift+tab' ? tabbed(state, overlay, combinations, key) : only(state);
}

const inTab = {matrix: inMatrix, front: onFront, failed: amongFailures} as const;

/** To the next of the tabs that there are, or the one before. */
function tabbed(state: State, overlay: LatticeOverlay, combinations: Combinations, {name}: Key): Step {
	const all: readonly LatticeTab[] = combinations.failed.length === 0 ? ['matrix', 'front'] : ['matrix', 'front', 'failed'];
	const view = all[(all.indexOf(overlay.view) + (name === 'tab' ? 1 : all.length - 1)) % all.length] ?? 'matrix';
	return only({...state, overlay: {...overlay, view, point: view === 'front' ? pointOf(state, combinations) : overlay.point}});
}

/** The screen goes along, and the way back is one step however far it went. */
function moveTo(state: State, overlay: LatticeOverlay, combinations: Combinations): Step {
	const point = combinations.lattice.front.points[overlay.point];
	const configuration = point === undefined ? state.configuration : configurationUnder(combinations, point.on);
	if (sameConfiguration(configuration, state.configuration)) {
		return only({...state, overlay});
	}

	const {state: next, commands} = switchTo(state, configuration);
	const moved = sameConfiguration(next.configuration, configuration);
	return {state: {...next, undo: overlay.moved ? state.undo : next.undo, overlay: {...overlay, moved: overlay.moved || moved}}, commands};
}

/** The query's plans with and without the index, live; Esc in their diff comes back here, with everything as it was. */
function why(state: State, overlay: LatticeOverlay, combinations: Combinations): Step {
	const worth = worths(combinations, overlay)[overlay.row];
	const entry = combinations.lattice.entries[overlay.column];
	const card = combinations.entries.find(({name}) => name === entry?.name);
	if (worth === undefined || entry === undefined || card === undefined) {
		return only(state);
	}

	const on = whereItMatters(worth, entry, combinations);
	return openAnother({
		...state,
		pinned: configurationUnder(combinations, on),
		configuration: configurationUnder(combinations, on & ~worth.bit),
		overlay: {
			kind: 'diff',
			cursor: 0,
			unfolded: nothingUnfolded,
			back: {overlay, configuration: state.configuration, pinned: state.pinned, entryName: state.entryName},
		},
	}, card);
}

/** With all indexes on, or where others are off and this one is read. */
function whereItMatters({bit, stakes}: IndexWorth, {lattice, cover}: WorkloadEntry, {lattice: {all, entries}}: Combinations): bigint {
	const stake = stakes[entries.findIndex(one => one.lattice === lattice)];
	const cell = stake?.kind === 'stands in' ? cover.boxes.flatMap(({cells}) => cells).find(({planned}) => (planned.uses & bit) !== 0n) : undefined;
	return cell === undefined ? all.on : cell.high | (all.on & ~lattice.relevant);
}
