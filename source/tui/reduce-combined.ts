import type {CombineNews} from './action.ts';
import {worths} from './lattice-view.ts';
import type {State} from './state.ts';

/** News of all combinations; the cursor stays within what there is now. */
export function reduceCombined(state: State, news: CombineNews): State {
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
			return within({...state, combining: {...combining, combinations, problem: null, step: news.kind === 'done' ? null : combining.step}});
		}

		case 'stopped': {
			return {...state, combining: {...combining, step: null}, notice: {text: 'measuring the sets stopped for what you tried: m in the lattice begins again', tone: 'plain'}};
		}

		case 'failed': {
			return {...state, combining: {...combining, step: null, problem: news.lines}};
		}
	}
}

function within(state: State): State {
	const {overlay, combining: {combinations}} = state;
	if (overlay?.kind !== 'lattice' || combinations === null) {
		return state;
	}

	const last = (count: number, at: number) => Math.max(0, Math.min(count - 1, at));
	return {...state, overlay: {
		...overlay,
		row: last(worths(combinations, overlay).length, overlay.row),
		column: last(combinations.lattice.entries.length, overlay.column),
		point: last(combinations.lattice.front.points.length, overlay.point),
	}};
}
