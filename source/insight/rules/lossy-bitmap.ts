import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {nameOf, subjectOf, timeClause} from '../say.ts';
import {ranOf, rowsOf, sumAt, totalOf} from '../scene.ts';
import {memorySetting} from '../spill.ts';

/** One page in the bitmap (tidbitmap.c, tbm_calculate_entries: a PagetableEntry of 56 bytes and two pointers of its hash table). */
const bytesPerPage = 72;

/** A bitmap too large for work_mem remembers pages only, and every row in them is checked again. What that costs is the rows removed. */
export const lossyBitmap: Rule = {
	name: 'lossy-bitmap',
	find: scene => ranOf(scene, 'Bitmap Heap Scan').flatMap(node => {
		const lossy = sumAt(node.raw, 'Lossy Heap Blocks');
		const removed = totalOf(node, 'Rows Removed by Index Recheck');
		if (lossy === 0 || removed === 0) {
			return [];
		}

		const visited = removed + rowsOf(node) + totalOf(node, 'Rows Removed by Filter');
		const saves = node.selfMs === null ? null : node.selfMs * removed / visited;
		const exact = sumAt(node.raw, 'Exact Heap Blocks');
		const needed = memorySetting((lossy + exact) * bytesPerPage / 1024);
		return [{
			nodeId: node.id,
			title: `${subjectOf(node)}: bitmap lossy in ${formatPercent(lossy / (lossy + exact))} of its blocks`,
			evidence: `${nameOf(node)} knew only the page in ${formatCount(lossy)} of ${formatCount(lossy + exact)} blocks, and checked ${formatCount(removed)} rows in vain${timeClause(scene, saves)}.`,
			advice: `Raise work_mem to ${needed} or more for this query, so that the bitmap keeps single rows.`,
			savesMs: saves,
		}];
	}),
};
