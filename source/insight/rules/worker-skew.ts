import {formatMs} from '../../text/duration.ts';
import {formatCount, formatFactor} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {isLeaderIdle} from '../leader-part.ts';
import {nameOf} from '../say.ts';
import {inputsOf, ranOf} from '../scene.ts';

/** Longest process over the mean of all. Nobody else flags this. */
const skewed = 1.5;

/** The others wait for the process that has most to do. Told by VERBOSE only. */
export const workerSkew: Rule = {
	name: 'worker-skew',
	find: scene => ranOf(scene, 'Gather', 'Gather Merge').flatMap(node => {
		const [input] = inputsOf(scene, node);
		if (input === undefined) {
			return [];
		}

		// An idle leader is another rule's affair: then the workers are compared among themselves.
		const idle = isLeaderIdle(input.shares);
		const peers = input.shares.flatMap(({process, ms}) => ms === null || (idle && process === 'leader') ? [] : [{process, ms}]);
		const mean = peers.reduce((sum, {ms}) => sum + ms, 0) / Math.max(1, peers.length);
		const [longest] = peers.toSorted((a, b) => b.ms - a.ms);
		if (longest === undefined || peers.length < 2 || longest.ms <= skewed * mean) {
			return [];
		}

		const who = longest.process === 'leader' ? 'the leader' : `worker ${longest.process}`;
		return [{
			nodeId: input.id,
			title: `One process works ${formatFactor(longest.ms / mean)} as long as the mean`,
			evidence: `Below ${node.label}, ${who} spent ${formatMs(longest.ms)} in ${nameOf(input)}, where the mean of ${formatCount(peers.length)} processes is ${formatMs(mean)}.`,
			advice: 'Split the work more evenly: blocks of a parallel scan are shared out, but members of an Append, or rows that are dear to filter or join, may all fall to one process.',
			savesMs: longest.ms - mean,
			covers: [],
		}];
	}),
};
