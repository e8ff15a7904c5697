import {configurationOf} from '../catalog/index-configuration.ts';
import type {Advice} from '../lab/advice/advice.ts';
import {pricedLattice} from '../lattice/workload-lattice.ts';
import {formatPercent} from '../text/quantity.ts';
import type {Combinations} from '../view/combinations.ts';
import type {CombineNews} from './action.ts';
import type {Step} from './command.ts';
import {switchTo} from './flips.ts';
import {only} from './key-step.ts';
import {worths} from './lattice-view.ts';
import {combine} from './reduce-lattice.ts';
import type {State} from './state.ts';

/** News of all combinations, and of what is missing. */
export function reduceCombined(state: State, news: CombineNews): Step {
	return news.kind === 'advised' ? advised(state, news) : only(told(state, news));
}

/** What is missing is switched on, all with one key, and goes with one undo; then all combinations are looked at with it. */
function advised(state: State, {advice, keys, around}: Extract<CombineNews, {kind: 'advised'}>): Step {
	const combining = {...state.combining, step: null};
	const leftOut = leftOutWords(advice);
	if (keys.length === 0) {
		return only({...state, combining, notice: {text: `nothing is missing: none of ${advice.candidates} candidates saves enough${leftOut}`, tone: leftOut === '' ? 'plain' : 'warn'}});
	}

	const {state: next, commands} = switchTo({...state, around, combining}, configurationOf([...state.configuration.on, ...keys]));
	const saved = advice.now.cost > 0 ? 1 - advice.proposed.cost / advice.now.cost : 0;
	const what = keys.length === 1 ? keys[0] : `${keys.length} indexes`;
	return {
		state: {...next, notice: next.notice?.tone === 'warn' ? next.notice : {text: `${what} proposed and switched on: ${formatPercent(saved)} of the cost saved; u takes it back${leftOut}`, tone: leftOut === '' ? 'plain' : 'warn'}},
		commands: [...commands, combine(around, false)],
	};
}

/** Queries that failed are told with the rest; planflip advise says why. */
function leftOutWords({failures}: Advice): string {
	const [first, ...others] = failures;
	return first === undefined ? '' : `; left out: ${first.entry}${others.length === 0 ? '' : ` and ${others.length} more`} (planflip advise says why)`;
}

/** The cursor stays within what there is now. */
function told(state: State, news: Exclude<CombineNews, {kind: 'advised'}>): State {
	const {combining} = state;
	switch (news.kind) {
		case 'waiting': {
			return {...state, combining: {...combining, step: {title: 'waits while something is measured', fraction: null}}};
		}

		case 'step': {
			return {...state, combining: {...combining, step: {title: news.title, fraction: news.fraction}, problem: null}};
		}

		case 'found':
		case 'done': {
			// Until it is measured again, what was measured of the same plans holds.
			const combinations = news.combinations.measured === null && combining.combinations?.measured != null && news.kind === 'found'
				? {...news.combinations, measured: combining.combinations.measured}
				: news.combinations;
			return within({...state, combining: {...combining, combinations: withWrites(withEffort(combinations, combining.combinations), combining.combinations), problem: null, step: news.kind === 'done' ? null : combining.step}});
		}

		case 'stopped': {
			return {...state, combining: {...combining, step: null}, notice: {text: 'measuring the sets stopped for what you tried: m in the lattice begins again', tone: 'plain'}};
		}

		case 'failed': {
			return {...state, combining: {...combining, step: null, problem: news.lines}};
		}
	}
}

/** Looked at again, what is on the shelf takes no EXPLAIN: what it took to know it is what it took the first time. */
function withEffort(found: Combinations, before: Combinations | null): Combinations {
	const again = before !== null && before.effort.byForce === found.effort.byForce && before.effort.explains > found.effort.explains
		&& found.lattice.toggles.every(({key}, at) => before.lattice.toggles[at]?.key === key);
	return again ? {...found, effort: before.effort} : found;
}

/** Planned again, the same indexes add what they added to writing. */
function withWrites(found: Combinations, before: Combinations | null): Combinations {
	const {toggles} = found.lattice;
	const again = before !== null && before.writes.ms > 0 && found.writes.ms === 0 && toggles.length === before.lattice.toggles.length && toggles.every(({key}, at) => before.lattice.toggles[at]?.key === key);
	return again ? {...found, writes: before.writes, lattice: pricedLattice(found.lattice, toggles.map((toggle, at) => ({...toggle, walBytes: before.lattice.toggles[at]?.walBytes ?? null})))} : found;
}

function within(state: State): State {
	const {overlay, combining: {combinations}} = state;
	if (overlay?.kind !== 'lattice' || combinations === null) {
		return state;
	}

	const last = (count: number, at: number) => Math.max(0, Math.min(count - 1, at));
	return {...state, overlay: {
		...overlay,
		view: overlay.view === 'failed' && combinations.failed.length === 0 ? 'matrix' : overlay.view,
		failure: last(combinations.failed.length, overlay.failure),
		row: last(worths(combinations, overlay).length, overlay.row),
		column: last(combinations.lattice.entries.length, overlay.column),
		point: last(combinations.lattice.front.points.length, overlay.point),
	}};
}
