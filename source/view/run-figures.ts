import {isPlanOnly} from '../experiment/is-plan-only.ts';
import {renameIndexes} from '../experiment/rename-indexes.ts';
import type {Run} from '../experiment/run.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {median} from '../statistics/median.ts';
import {formatMs} from '../text/duration.ts';

/** What Postgres said, understood; null when the statement was stopped before it said anything. */
export function planOfRun({explain, imagined = []}: Pick<Run, 'explain' | 'imagined'>): Plan | null {
	const plan = explain === '' ? undefined : readExplainJson(explain)[0];
	return plan === undefined ? null : renameIndexes(plan, imagined);
}

/** ms that a run is known to take: the median of its samples, else its first execution; null when it was stopped before. */
export function typicalMs({samples, firstMs}: Pick<Run, 'samples' | 'firstMs'>): number | null {
	return samples.length > 0 ? median(samples) : firstMs;
}

/** `4.9 ms`, or what is known instead: `≥ 2 s`, `plan only`. */
export function runTime(run: Run): string {
	if (isPlanOnly(run)) {
		return 'plan only';
	}

	return run.timedOutMs === null ? formatMs(typicalMs(run)) : `≥ ${formatMs(run.timedOutMs)}`;
}

/** Shared blocks of 8 kB that the whole plan touched; null when Postgres did not say. */
export function runBlocks(plan: Plan | null): number | null {
	const buffers = plan?.nodes[0]?.inclusiveBuffers ?? null;
	return buffers === null ? null : buffers.sharedHit + buffers.sharedRead;
}
