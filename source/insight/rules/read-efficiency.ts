import type {PlanNode} from '../../plan/plan.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {nameOf, shortName, subjectOf, timeClause} from '../say.ts';
import {countAt, ranOf, rowsOf, type Scene, tableScanOf, totalOf} from '../scene.ts';

/** The floor: 1,000 blocks, 8 MB. */
const manyBlocks = 1000;
const blockBytes = 8192;
/** Only what is four times as much as it should be. */
const tooMuch = 4;
/** Root to leaf of a b-tree, for each time that the index is searched. */
const blocksPerSearch = 4;

function visitedRows(node: PlanNode): number {
	return rowsOf(node) + totalOf(node, 'Rows Removed by Filter') + totalOf(node, 'Rows Removed by Index Recheck');
}

/**
 * Blocks that a scan should need at most. A full page holds at least four rows: longer ones go to TOAST (TOAST_TUPLES_PER_PAGE in
 * heaptoast.h). Through an index each row may cost one block of the table and a part of one of the index.
 */
function fairBlocks(node: PlanNode): number | null {
	const rows = visitedRows(node);
	switch (node.nodeType) {
		case 'Seq Scan':
			return rows / 4 + 1;
		case 'Index Scan':
		case 'Index Only Scan':
			return (countAt(node.raw, 'Index Searches') ?? node.loops ?? 1) * blocksPerSearch + 1.1 * rows;
		case 'Bitmap Heap Scan':
			return rows + 1;
		default:
			return null;
	}
}

function adviceFor(scene: Scene, node: PlanNode): string {
	const table = shortName(tableScanOf(scene, node).relation ?? 'the table');
	return node.nodeType === 'Seq Scan'
		? `Rewrite ${table} without its empty pages: VACUUM FULL ${table}, or pg_repack where it must stay readable.`
		: `VACUUM ${table}, and REINDEX ${shortName(node.index ?? 'its index')} if that does not help: dead rows are looked up and found wanting.`;
}

/** Many blocks for few rows, although no filter threw any away: empty pages, or dead rows that an index still leads to. */
export const readEfficiency: Rule = {
	name: 'read-efficiency',
	find: (scene, explained) => ranOf(scene, 'Seq Scan', 'Index Scan', 'Index Only Scan', 'Bitmap Heap Scan').flatMap(node => {
		const fair = fairBlocks(node);
		const buffers = node.selfBuffers;
		if (fair === null || buffers === null || explained.has(node.id)) {
			return [];
		}

		const blocks = buffers.sharedHit + buffers.sharedRead + buffers.localHit + buffers.localRead;
		if (blocks < manyBlocks || blocks <= tooMuch * fair) {
			return [];
		}

		const rows = visitedRows(node);
		return [{
			nodeId: node.id,
			title: `${subjectOf(node)}: ${formatCount(blocks)} blocks for ${formatCount(rows)} rows`,
			evidence: `${nameOf(node)} touched ${formatCount(blocks)} blocks (${formatBytes(blocks * blockBytes)}) to find ${formatCount(rows)} rows, where about ${formatCount(Math.round(fair))} should do${timeClause(scene, node.selfMs)}.`,
			advice: adviceFor(scene, node),
			savesMs: node.selfMs === null ? null : node.selfMs * (1 - fair / blocks),
		}];
	}),
};
