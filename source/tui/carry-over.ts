import {configurationOf, type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import {flipObstacle, takesSwitching} from '../experiment/plan-switch.ts';
import {sameIndexes} from './changed-indexes.ts';
import {followIndex} from './flips.ts';
import {only} from './key-step.ts';
import {shownIndexes} from './shown-indexes.ts';
import type {State, Surroundings} from './state.ts';

/** What the user has set up, in the database as it is now; `stuck` where his flips cannot be done there. */
export function carryOver(state: State, before: Surroundings, around: Surroundings): {readonly state: State; readonly stuck: boolean} {
	const carry = (configuration: IndexConfiguration) => carried(configuration, before.universe, around.universe);
	const wanted = carry(state.configuration);
	const pinned = carry(state.pinned);
	const stuck = isStuck(wanted, around);
	const configuration = stuck ? around.universe.asBuilt : wanted;
	const undo = state.undo.map(each => carry(each));
	const {overlay} = state;
	const next: State = {
		...state,
		around,
		configuration,
		pinned: isStuck(pinned, around) ? around.universe.asBuilt : pinned,
		undo: withoutStandstill(stuck ? [...undo, wanted] : undo, configuration),
		overlay: overlay?.kind === 'diff' && overlay.back !== undefined ? {...overlay, back: {...overlay.back, configuration: carry(overlay.back.configuration), pinned: carry(overlay.back.pinned)}} : overlay,
	};
	const chosen = shownIndexes(state)[state.places.indexes.cursor]?.index.key;
	const placed = chosen === undefined ? next : followIndex(only(next), chosen).state;
	return {stuck, state: sameIndexes(before.universe, around.universe) ? placed : withoutFindings(placed)};
}

/** What the user flipped stays flipped; the rest is as the database now has it. */
function carried(configuration: IndexConfiguration, before: IndexUniverse, now: IndexUniverse): IndexConfiguration {
	return configurationOf(now.indexes.filter(({key, built}) => {
		const on = configuration.on.has(key);
		return before.byKey.has(key) && on !== before.asBuilt.on.has(key) ? on : built;
	}).map(({key}) => key));
}

/** Whether the server, as it is now, cannot take on this configuration. */
function isStuck(configuration: IndexConfiguration, {universe, rung, facts}: Surroundings): boolean {
	return !sameConfiguration(configuration, universe.asBuilt)
		&& universe.indexes.some(index => takesSwitching(index, configuration) && flipObstacle(index, rung, facts.superuser) !== null);
}

/** Every step back leads to other indexes: flips of what is gone are none any more. */
function withoutStandstill(undo: readonly IndexConfiguration[], current: IndexConfiguration): readonly IndexConfiguration[] {
	return undo.filter((each, at) => !sameConfiguration(each, undo[at + 1] ?? current));
}

/** Under other indexes nothing holds of what was found out of them all; what is open is tried anew. */
function withoutFindings(state: State): State {
	return {
		...state,
		deltas: new Map(),
		operated: new Map(),
		watched: {...state.watched, report: state.overlay?.kind === 'monitor' ? state.watched.report : null},
		combining: {universe: null, combinations: null, step: null, problem: null},
	};
}
