import {formatMs} from '../../text/duration.ts';
import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {nameOf} from '../say.ts';
import {shareOf} from '../scene.ts';
import {isWorthSaying} from '../worth.ts';

/** EXPLAIN prints the mean time of a loop in whole microseconds. */
const roundingMs = 0.0005;
/** Share of the node's time that rounding may have made up. */
const tooCoarse = 0.1;
/** Share of the execution from which that can mislead. */
const misleading = 0.05;

/** Times of nodes that loop often are rounded means: of 0.001 ms in 50,000 loops half may be rounding. */
export const coarseTimer: Rule = {
	name: 'coarse-timer',
	find: scene => {
		const doubtful = scene.ran.flatMap(node => {
			const loops = node.loops ?? 0;
			const doubtMs = roundingMs * loops;
			const coarse = node.processMs !== null && doubtMs > tooCoarse * node.processMs;
			const wallMs = doubtMs / node.processes;
			return coarse && shareOf(scene, wallMs) >= misleading && isWorthSaying(wallMs, scene.wholeMs) ? [{node, loops, wallMs}] : [];
		});
		const [worst] = doubtful.toSorted((a, b) => b.wallMs - a.wallMs);
		return worst === undefined ? [] : [{
			nodeId: worst.node.id,
			title: `Times are rounded: ${formatCount(worst.loops)} loops, ± ${formatMs(worst.wallMs)}`,
			evidence: `${nameOf(worst.node)} ran ${formatCount(worst.loops)} times, and of each only whole microseconds are printed: its ${formatMs(worst.node.inclusiveMs)} may be ${formatMs(worst.wallMs)} more or less, ${formatPercent(shareOf(scene, worst.wallMs))} of the execution.`,
			advice: 'Trust the time of the node above, and compare whole execution times with TIMING OFF.',
			savesMs: null,
			severity: 'info' as const,
			covers: [],
		}];
	},
};
