import type {AnswerCheck, OperationRun, RouteResult} from '../experiment/operation-run.ts';
import {median} from '../statistics/median.ts';
import type {Comparison} from '../statistics/comparison.ts';

/** What the user of the application waits for, ms: the median of whole walks; null before there are any. */
export function routeMedian({samples}: Pick<RouteResult, 'samples'>): number | null {
	return samples.length === 0 ? null : median(samples);
}

/** Shared blocks of 8 kB of all statements together. */
export function routeBlocks({server}: Pick<RouteResult, 'server'>): number {
	return server.reduce((sum, {blocks}) => sum + blocks, 0);
}

/** Of those, the ones that were not in shared buffers. */
export function routeReads({server}: Pick<RouteResult, 'server'>): number {
	return server.reduce((sum, {read}) => sum + read, 0);
}

/** The first check of each rewrite that answers otherwise than the chain. */
export function wrongAnswers({checks}: Pick<OperationRun, 'checks'>): readonly AnswerCheck[] {
	const wrong = checks.filter(({verdict}) => verdict.kind === 'different');
	return wrong.filter(({rewrite}, at) => wrong.findIndex(each => each.rewrite === rewrite) === at);
}

/** The rewrite that gains most, of those that answer alike; null when none was measured. */
export function bestRewrite({rewrites}: Pick<OperationRun, 'rewrites'>): {readonly name: string; readonly comparison: Comparison} | null {
	const compared = rewrites.flatMap(({name, comparison}) => comparison === null ? [] : [{name, comparison}]);
	return compared.toSorted((a, b) => b.comparison.ratio.value - a.comparison.ratio.value)[0] ?? null;
}
