import type {Delta} from '../../experiment/run.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import {typicalMs} from '../../view/run-figures.ts';
import type {Proposal, Rejection} from './advice.ts';
import {addedMs, type Writer} from './judge-writes.ts';
import {savesSomething} from './saves-something.ts';

export interface Evidence {
	/** By entry; null: it could not be measured. */
	readonly deltas: ReadonlyMap<string, Delta | null>;
	readonly weights: ReadonlyMap<string, number>;
	readonly writes: ReadonlyMap<string, WriteCost>;
	readonly writers: readonly Writer[];
}

/** Why what was measured speaks against a proposal; null when it does not, or nothing was measured of any who use it: then only its cost speaks. */
export function againstIt({index, users}: Pick<Proposal, 'index' | 'users'>, {deltas, weights, writes, writers}: Evidence): Rejection | null {
	const measured = users.map(name => ({name, delta: deltas.get(name) ?? null}));
	const known = measured.flatMap(({name, delta}) => delta === null || endedNowhere(delta) ? [] : [{name, delta}]);
	if (known.length > 0 && !known.some(({delta}) => savesSomething(delta))) {
		return {kind: 'no time', users: known.map(({name}) => name), untold: users.filter(name => !known.some(one => one.name === name))};
	}

	if (known.length < users.length) {
		return null;
	}

	const cost = writes.get(index.key);
	const addsMs = cost === undefined ? null : addedMs(index, cost, writers);
	const savesMs = known.reduce((sum, {name, delta}) => sum + (weights.get(name) ?? 0) * Math.max(0, savedMs(delta)), 0);
	return addsMs !== null && addsMs > savesMs ? {kind: 'slows writes', addsMs, savesMs} : null;
}

/** Of two that were stopped nobody knows which would have ended first. */
function endedNowhere({baseline, current, samePlan}: Delta): boolean {
	return !samePlan && baseline.timedOutMs !== null && current.timedOutMs !== null;
}

/** Medians; one that was stopped took at least its limit. */
function savedMs({baseline, current}: Delta): number {
	const [before, after] = [baseline, current].map(run => run.timedOutMs ?? typicalMs(run) ?? 0);
	return (before ?? 0) - (after ?? 0);
}
