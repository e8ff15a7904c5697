import type {StatisticsAge} from '../database/usage.ts';

const day = 24 * 60 * 60 * 1000;

/** A week sees the weekly report; what runs once a month it does not, and the sentence says how long it was. */
const longEnough = 7 * day;

/**
 * Since when the counters count, for certain: their reset, else the server's start. They survive a clean restart, so it may well be
 * longer; a crash empties them without saying when (https://www.postgresql.org/docs/current/monitoring-stats.html).
 */
export function countingSince({reset, serverStarted}: StatisticsAge): Date {
	return reset ?? serverStarted;
}

/** Age of the counters, ms. */
export function countingFor(age: StatisticsAge): number {
	return Math.max(0, age.now.getTime() - countingSince(age).getTime());
}

/** Nothing is called unused on the strength of these. */
export function tooYoung(age: StatisticsAge): boolean {
	return countingFor(age) < longEnough;
}
