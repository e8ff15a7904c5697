import {objectsAt} from '../../plan/json-object.ts';
import type {JsonObject, PlanNode} from '../../plan/plan.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {timeClause} from '../say.ts';
import {countAt, inputsOf, ranOf, rowsOf, type Scene} from '../scene.ts';
import {memorySetting, spillMsOf} from '../spill.ts';

/** A spilled row: its hash, a minimal tuple's header, and the row itself (nodeAgg.c writes whole tuples). */
const bytesOfHeader = 28;

interface Spill {
	readonly batches: number;
	/** kB. */
	readonly disk: number;
	readonly peak: number;
}

/** The process that spilled most; null when none did. */
function worstSpill(node: PlanNode): Spill | null {
	const read = (part: JsonObject): Spill => ({
		batches: countAt(part, 'HashAgg Batches') ?? 0,
		disk: countAt(part, 'Disk Usage') ?? 0,
		peak: countAt(part, 'Peak Memory Usage') ?? 0,
	});
	const spills = [node.raw, ...objectsAt(node.raw, 'Workers')].map(read).filter(({disk}) => disk > 0);
	return spills.toSorted((a, b) => b.disk - a.disk)[0] ?? null;
}

/**
 * kB of hash memory in which all groups would have fitted. Every batch fits in the peak, so peak x batches is enough for sure; and of
 * the share of the rows that was not spilled, the groups did fit in the peak.
 */
function neededKilobytes(scene: Scene, node: PlanNode, {batches, disk, peak}: Spill): number {
	const [input] = inputsOf(scene, node);
	const width = input === undefined ? null : countAt(input.raw, 'Plan Width');
	const rows = input === undefined ? 0 : rowsOf(input) / Math.max(1, node.loops ?? 1);
	const enough = peak * Math.max(2, batches);
	const spilled = width === null ? 1 : disk * 1024 / (rows * (width + bytesOfHeader));
	return spilled < 1 ? Math.min(enough, peak / (1 - spilled)) : enough;
}

/** More groups than fit in hash memory: rows of the others are written down and read again, batch by batch. */
export const hashAggregateSpill: Rule = {
	name: 'hash-aggregate-spill',
	find: scene => ranOf(scene, 'Aggregate').flatMap(node => {
		const spill = worstSpill(node);
		if (spill === null) {
			return [];
		}

		const saves = spillMsOf([node], spill.disk);
		return [{
			nodeId: node.id,
			title: `${node.label} spills to disk: ${formatCount(spill.batches)} batches`,
			evidence: `${formatCount(rowsOf(node))} groups did not fit in ${formatBytes(spill.peak * 1024)}: ${formatBytes(spill.disk * 1024)} went through temporary files in ${formatCount(spill.batches)} batches${timeClause(scene, saves)}.`,
			advice: `Raise work_mem x hash_mem_multiplier to about ${memorySetting(neededKilobytes(scene, node, spill))} for this query (the multiplier is 2 from 15 on).`,
			savesMs: saves,
		}];
	}),
};
