import {isJsonObject, objectsAt, textAt} from '../../plan/json-object.ts';
import type {JsonObject, PlanNode} from '../../plan/plan.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {nameOf, timeClause} from '../say.ts';
import {countAt, inputsOf, ranOf, rowsOf} from '../scene.ts';
import {memorySetting, spillMsOf} from '../spill.ts';

/**
 * A tuple in memory has a slot of 24 bytes and a chunk header besides what it has on disk. Measured on PostgreSQL 18: sorts of
 * 300,000 and 900,000 rows fit once work_mem was their size on disk and 38 bytes a row.
 */
const bytesPerRowInMemory = 48;

/** kB that one process wrote: the leader's own, each worker's, and those of an Incremental Sort's groups. */
function diskSpaces(node: PlanNode): readonly number[] {
	const onDisk = (part: JsonObject) => textAt(part, 'Sort Space Type') === 'Disk' ? [countAt(part, 'Sort Space Used') ?? 0] : [];
	const inGroups = (part: JsonObject) => ['Full-sort Groups', 'Pre-sorted Groups'].flatMap(key => {
		const groups = part[key];
		const space = isJsonObject(groups) ? groups['Sort Space Disk'] : undefined;
		return isJsonObject(space) ? [countAt(space, 'Peak Sort Space Used') ?? 0] : [];
	});
	return [node.raw, ...objectsAt(node.raw, 'Workers')].flatMap(part => [...onDisk(part), ...inGroups(part)]);
}

/** A sort that did not fit in work_mem. Each process sorts for itself. */
export const sortOnDisk: Rule = {
	name: 'sort-on-disk',
	find: scene => ranOf(scene, 'Sort', 'Incremental Sort').flatMap(node => {
		const spaces = diskSpaces(node);
		if (spaces.length === 0) {
			return [];
		}

		const most = Math.max(...spaces);
		// All that came in was sorted, however few a Limit above took.
		const [input] = inputsOf(scene, node);
		const all = rowsOf(input ?? node);
		const rows = all / Math.max(1, node.loops ?? 1);
		const incremental = node.nodeType === 'Incremental Sort';
		const needed = most + (incremental ? most : rows * bytesPerRowInMemory / 1024);
		const kilobytes = spaces.reduce((sum, each) => sum + each, 0);
		const saves = spillMsOf([node], kilobytes);
		const total = kilobytes * 1024;
		return [{
			nodeId: node.id,
			title: `${node.label} of ${formatCount(all)} rows on disk, ${formatBytes(total)}`,
			evidence: `${nameOf(node)} wrote ${formatBytes(total)} to temporary files${spaces.length > 1 ? ` in ${formatCount(spaces.length)} processes` : ''}: work_mem was too small for ${formatCount(Math.round(rows))} rows${spaces.length > 1 ? ' each' : ''}${timeClause(scene, saves)}.`,
			advice: `Raise work_mem to about ${memorySetting(needed)} for this query${spaces.length > 1 ? ' (each process takes as much)' : ''}, or create an index that has the order.`,
			savesMs: saves,
		}];
	}),
};
