import type {Severity} from './insight.ts';

/** Less than this share of the execution is not worth a line (pgMustard scores such tips 0 of 5). */
const smallestShare = 0.02;
/** Below 1 ms the share must be larger: there, noise from run to run is ten times that. */
const smallMs = 1;
const smallestShareOfSmall = 0.1;
/** Below 0.1 ms nothing is worth saying: it is a hundred times the clock's resolution, and less than one round trip. */
const smallestMs = 0.1;

/** Shares from which pev2 colours a node: 10, 40 and 90 %. */
const mediumShare = 0.1;
const highShare = 0.4;

/** True when so many ms, of so many, are worth a line. */
export function isWorthSaying(savesMs: number | null, wholeMs: number | null): boolean {
	if (savesMs === null || wholeMs === null) {
		return true;
	}

	const share = wholeMs > 0 ? savesMs / wholeMs : 0;
	return savesMs >= smallestMs && share >= smallestShare && (savesMs >= smallMs || share >= smallestShareOfSmall);
}

/** How loudly to say it. */
export function severityOf(savesMs: number | null, wholeMs: number | null): Severity {
	if (savesMs === null || wholeMs === null || wholeMs <= 0 || savesMs < smallMs) {
		return 'low';
	}

	const share = savesMs / wholeMs;
	return share >= highShare ? 'high' : (share >= mediumShare ? 'medium' : 'low');
}
