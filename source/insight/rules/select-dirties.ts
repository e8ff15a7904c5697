import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {shortName} from '../say.ts';

/** Blocks dirtied of those touched, and how many they must be. */
const worthALook = 0.1;
const many = 100;
const writers = new Set(['ModifyTable', 'LockRows']);

/** A query that only reads, and yet writes: it is the first to see rows, and notes that they are committed, or clears away dead ones. */
export const selectDirties: Rule = {
	name: 'select-dirties',
	find: ({plan, ran}) => {
		const buffers = ran[0]?.inclusiveBuffers;
		if (buffers == null || plan.nodes.some(({nodeType}) => writers.has(nodeType))) {
			return [];
		}

		const touched = buffers.sharedHit + buffers.sharedRead;
		if (buffers.sharedDirtied < many || buffers.sharedDirtied < worthALook * touched) {
			return [];
		}

		const [node] = ran.toSorted((a, b) => (b.selfBuffers?.sharedDirtied ?? 0) - (a.selfBuffers?.sharedDirtied ?? 0));
		return [{
			nodeId: node?.id ?? null,
			title: `A query that only reads dirtied ${formatCount(buffers.sharedDirtied)} blocks`,
			evidence: `It dirtied ${formatCount(buffers.sharedDirtied)} of ${formatCount(touched)} blocks (${formatPercent(buffers.sharedDirtied / touched)})${buffers.sharedWritten > 0 ? ` and wrote ${formatCount(buffers.sharedWritten)} itself` : ''}: it is the first to read these rows since they were written.`,
			advice: `VACUUM ${node?.relation == null ? 'the table' : shortName(node.relation)} after a bulk change, so that no query has to; and measure again, the next run need not do it.`,
			savesMs: null,
			severity: 'info' as const,
			covers: [],
		}];
	},
};
