import {textAt} from '../../plan/json-object.ts';
import type {PlanNode} from '../../plan/plan.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {countText, nameOf, timeClause} from '../say.ts';
import {countAt, tempBlocksOf} from '../scene.ts';
import {memorySetting, spillMsOf} from '../spill.ts';

/** 1 MB: less stays in the cache of the operating system, and costs as good as nothing. */
const manyBlocks = 128;
const blockBytes = 8192;

/** Scans of one CTE read one file, which the first of them wrote; of others each has its own. */
function fileOf(node: PlanNode): string {
	return node.nodeType === 'CTE Scan' ? `CTE ${textAt(node.raw, 'CTE Name') ?? ''}` : String(node.id);
}

/** What other nodes keep of their rows (CTE, Materialize, WindowAgg, functions) goes to disk when it outgrows work_mem. */
export const tempFiles: Rule = {
	name: 'temp-files',
	find: (scene, explained) => {
		const files = new Map<string, PlanNode[]>();
		for (const node of scene.ran) {
			if ((tempBlocksOf(node) ?? 0) > 0 && !explained.has(node.id)) {
				files.set(fileOf(node), [...files.get(fileOf(node)) ?? [], node]);
			}
		}

		return [...files.values()].flatMap(nodes => {
			const written = nodes.reduce((sum, {selfBuffers}) => sum + (selfBuffers?.tempWritten ?? 0), 0);
			const read = nodes.reduce((sum, {selfBuffers}) => sum + (selfBuffers?.tempRead ?? 0), 0);
			const [node] = nodes;
			if (node === undefined || written + read < manyBlocks) {
				return [];
			}

			const saves = spillMsOf(nodes, null);
			// 18 says how much there was to keep.
			const kept = Math.max(...nodes.map(({raw}) => textAt(raw, 'Storage') === 'Disk' ? countAt(raw, 'Maximum Storage') ?? 0 : 0));
			return [{
				nodeId: node.id,
				title: `${node.label}: ${formatBytes((written + read) * blockBytes)} through temporary files`,
				evidence: `${nameOf(node)} wrote ${countText(written, 'block')} of temporary files and ${nodes.length > 1 ? `${formatCount(nodes.length)} scans of it ` : ''}read ${formatCount(read)}${timeClause(scene, saves)}.`,
				advice: kept === 0
					? 'Raise work_mem for this query, or keep fewer rows and columns.'
					: `Raise work_mem to about ${memorySetting(kept * 2)} for this query, or keep fewer rows and columns.`,
				savesMs: saves,
				covers: nodes.map(({id}) => id),
			}];
		});
	},
};
