import type {Steps} from '../diff/steps.ts';
import type {Plan} from '../plan/plan.ts';
import {searchAhead} from '../view/search-plan.ts';
import {statisticsAhead} from '../view/statistics-rows.ts';
import {baselinePlan, busy, shownTree} from './select.ts';
import {diffAhead} from './shown-diff.ts';
import type {State} from './state.ts';
import type {Store} from './store.ts';

/** ms at work before keys and frames have their turn. */
const turnMs = 4;
/** Of smaller plans a key computes in a few ms what it needs. */
const manyNodes = 500;

/** What the first `/`, `t` and `d` on these plans will ask for. */
function* whatKeysNeed(state: State, plan: Plan): Steps<void> {
	yield* searchAhead(plan);
	yield* statisticsAhead(plan);
	yield* diffAhead(state);
}

/**
 * Computes on large plans, between keys and frames, what the first key would otherwise have to. Not while anything is executed: the
 * database may share the processor, and is being timed. Returns how to stop it.
 */
export function lookAhead(store: Store): () => void {
	let plan: Plan | null = null;
	let baseline: Plan | null = null;
	let steps: Steps<void> | null = null;
	let turn: NodeJS.Immediate | null = null;

	const work = () => {
		turn = null;
		const until = performance.now() + turnMs;
		while (steps !== null && performance.now() < until) {
			if (steps.next().done === true) {
				steps = null;
			}
		}

		goOn();
	};

	const goOn = () => {
		if (steps !== null && turn === null) {
			turn = setImmediate(work);
		}
	};

	const forget = store.subscribe(() => {
		const state = store.state();
		const shown = busy(state.trial) ? null : shownTree(state);
		const pinned = baselinePlan(state);
		if (shown !== plan || pinned !== baseline) {
			plan = shown;
			baseline = pinned;
			steps = shown === null || shown.nodes.length < manyNodes ? null : whatKeysNeed(state, shown);
			goOn();
		}
	});
	return () => {
		forget();
		steps = null;
		if (turn !== null) {
			clearImmediate(turn);
		}
	};
}
