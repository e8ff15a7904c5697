import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {timeClause} from '../say.ts';
import {inputsOf, ranOf, rowsOf} from '../scene.ts';

/** Rows made to be skipped: from here on a page that starts there is slower than one that asks for what comes after a key. */
const manySkipped = 1000;
const mostSkipped = 0.9;

/** OFFSET makes every row that it skips. */
export const largeOffset: Rule = {
	name: 'large-offset',
	find: scene => ranOf(scene, 'Limit').flatMap(node => {
		const [input] = inputsOf(scene, node);
		if (input === undefined) {
			return [];
		}

		// At the ends of the intervals that make least of it: rows are printed as a rounded mean.
		const skipped = (input.rows.low ?? 0) - (node.rows.high ?? 0);
		const made = rowsOf(input);
		if (skipped < manySkipped || skipped / made < mostSkipped) {
			return [];
		}

		const ms = node.inclusiveMs;
		return [{
			nodeId: node.id,
			title: `OFFSET skips ${formatCount(Math.round(skipped))} rows`,
			evidence: `${formatCount(made)} rows were made to return ${formatCount(rowsOf(node))} of them; ${formatPercent(skipped / made)} were skipped${timeClause(scene, ms)}.`,
			advice: 'Ask for what comes after the last row seen: WHERE (sort columns) > (its values) ORDER BY ... LIMIT n, with an index on the sort columns.',
			savesMs: ms === null ? null : ms * skipped / made,
			covers: [node.id, input.id],
		}];
	}),
};
