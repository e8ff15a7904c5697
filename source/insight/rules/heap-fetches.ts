import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {nameOf, shortName, subjectOf, timeClause} from '../say.ts';
import {countAt, ranOf, rowsOf, totalOf} from '../scene.ts';

/** Without times: the middle one of pev2's thresholds (> 0, 40, 90 % of the rows), and enough of them. */
const manyOfRows = 0.4;
const manyRows = 1000;

/** An index-only scan that must look into the table after all, because VACUUM has not yet marked its pages all-visible. */
export const heapFetches: Rule = {
	name: 'heap-fetches',
	find: scene => ranOf(scene, 'Index Only Scan').flatMap(node => {
		// Unlike rows, a total over all loops (explain.c prints ntuples2 undivided).
		const fetches = countAt(node.raw, 'Heap Fetches') ?? 0;
		const rows = rowsOf(node) + totalOf(node, 'Rows Removed by Filter');
		// Dead rows are fetched too, so there may be more fetches than rows.
		const share = fetches / Math.max(fetches, rows, 1);
		if (node.selfMs === null && (share < manyOfRows || fetches < manyRows)) {
			return [];
		}

		const saves = node.selfMs === null ? null : node.selfMs * share;
		return [{
			nodeId: node.id,
			title: `${subjectOf(node)}: ${formatCount(fetches)} heap fetches, not index only`,
			evidence: `${nameOf(node)} looked into the table for ${formatCount(fetches)} rows, ${formatPercent(share)} of those it read${timeClause(scene, saves)}.`,
			advice: `VACUUM ${shortName(node.relation ?? '')}, and let autovacuum come more often (autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_scale_factor).`,
			savesMs: saves,
		}];
	}),
};
