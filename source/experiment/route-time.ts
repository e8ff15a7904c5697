import type {RouteWalk} from './operation-run.ts';

/** From the first statement to the last row, ms: what the application's user waits for. */
export function routeMs({statements}: RouteWalk): number {
	return statements.reduce((sum, {ms, waitedMs}) => sum + ms + waitedMs, 0);
}
