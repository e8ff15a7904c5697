import type {ProcessShare} from '../plan/plan.ts';

/** A leader that did less than a tenth of a worker's part was idle, or busy with taking in rows. */
const hardlyAny = 0.1;

/** Workers' ms together. */
export function workersMsOf(shares: readonly ProcessShare[]): number {
	return shares.reduce((sum, {process, ms}) => process === 'leader' ? sum : sum + (ms ?? 0), 0);
}

/** True when VERBOSE tells that the leader had next to no part in the work, or none. */
export function isLeaderIdle(shares: readonly ProcessShare[]): boolean {
	const workers = shares.filter(({process}) => process !== 'leader').length;
	const leaderMs = shares.find(({process}) => process === 'leader')?.ms ?? 0;
	return workers > 0 && leaderMs < hardlyAny * workersMsOf(shares) / workers;
}
