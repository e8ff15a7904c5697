import {formatBytes} from '../../text/bytes.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {timeClause} from '../say.ts';
import {countAt, parentOf, ranOf, rowsOf} from '../scene.ts';
import {memorySetting, spillMsOf} from '../spill.ts';

/** A hash that does not fit in memory is split into batches; all but the first go to disk and back, on both sides of the join. */
export const hashBatches: Rule = {
	name: 'hash-batches',
	find: scene => ranOf(scene, 'Hash').flatMap(node => {
		const batches = countAt(node.raw, 'Hash Batches') ?? 1;
		const join = parentOf(scene, node);
		if (batches <= 1 || join === null) {
			return [];
		}

		const planned = countAt(node.raw, 'Original Hash Batches') ?? batches;
		const peak = countAt(node.raw, 'Peak Memory Usage');
		const saves = spillMsOf([join, node], peak === null ? null : peak * (batches - 1));
		// Batches share the rows evenly, so all of them in one take this much.
		const needed = peak === null ? null : peak * batches;
		return [{
			nodeId: node.id,
			title: `Hash of ${formatCount(rowsOf(node))} rows spills: ${formatCount(batches)} batches`,
			evidence: `The hash took ${formatCount(batches)} batches (${formatCount(planned)} planned)${peak === null ? '' : ` of ${formatBytes(peak * 1024)}`}; all but one went through temporary files${timeClause(scene, saves)}.`,
			advice: [
				needed === null ? 'Raise work_mem for this query.' : `Raise work_mem x hash_mem_multiplier to about ${memorySetting(needed)} for this query (the multiplier is 2 from 15 on).`,
				...(batches > planned ? ['More batches than planned: the rows were underestimated.'] : []),
			].join(' '),
			savesMs: saves,
			covers: [node.id, join.id],
		}];
	}),
};
