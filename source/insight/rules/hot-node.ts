import {formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import type {Severity} from '../insight.ts';
import {countText, nameOf, timeClause} from '../say.ts';
import {rowsOf, shareOf} from '../scene.ts';
import {isWorthSaying} from '../worth.ts';

/** Shares of the execution in one node alone: 10, 40 and 90 % (pev2; depesz and pgAdmin have 10, 50 and 90). */
const warm = 0.1;
const hot = 0.4;
const blazing = 0.9;

/** Where the time goes, when no other rule knows why. Only the hottest: the tree shows the others. */
export const hotNode: Rule = {
	name: 'hot-node',
	find: (scene, explained) => {
		const [hottest] = scene.ran
			.filter(({selfMs}) => selfMs !== null && shareOf(scene, selfMs) >= warm && isWorthSaying(selfMs, scene.wholeMs))
			.toSorted((a, b) => (b.selfMs ?? 0) - (a.selfMs ?? 0));
		if (hottest === undefined || explained.has(hottest.id)) {
			return [];
		}

		const share = shareOf(scene, hottest.selfMs);
		// A merely warm one is worth a line only where there is nothing else to say of any node.
		if (share < hot && explained.size > 0) {
			return [];
		}

		const severity: Severity = share >= blazing ? 'medium' : (share >= hot ? 'low' : 'info');
		const buffers = hottest.selfBuffers;
		const read = buffers === null ? 0 : buffers.sharedRead + buffers.localRead + buffers.tempRead;
		const loops = hottest.loops ?? 1;
		return [{
			nodeId: hottest.id,
			title: `${nameOf(hottest)} takes ${formatPercent(share)} of the time`,
			evidence: `${nameOf(hottest)} by itself returns ${countText(rowsOf(hottest), 'row')} in ${countText(loops, 'loop')}${read > 0 ? ` and reads ${countText(read, 'block')} from disk` : ''}${timeClause(scene, hottest.selfMs)}.`,
			advice: null,
			savesMs: null, // It is where the time goes, not what could be saved of it.
			severity,
		}];
	},
};
