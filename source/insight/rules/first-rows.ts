import {textAt} from '../../plan/json-object.ts';
import type {PlanNode} from '../../plan/plan.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {filterAdvice, filterOf} from '../filter-advice.ts';
import {indexKeysOf} from '../index-keys.ts';
import {proposeIndex} from '../propose-index.ts';
import {readCondition} from '../read-condition.ts';
import {shortName, subjectOf, timeClause} from '../say.ts';
import {inputsOf, ranOf, rowsOf, type Scene, shareOf, totalOf} from '../scene.ts';
import {sortColumnsOf} from '../sort-columns.ts';

/** The thresholds of a large sequential scan. */
const manyRows = 10_000;
const worthALook = 0.1;
/** Walking an index costs about four times a sequential read for each row: below a hundredth of the rows that does not matter. */
const fewOfMany = 0.01;

/** Down from a Sort through the Gathers to the scan that feeds it. */
function scanBelow(scene: Scene, sort: PlanNode): PlanNode | null {
	let [node] = inputsOf(scene, sort);
	while (node?.nodeType === 'Gather') {
		[node] = inputsOf(scene, node);
	}

	return node?.nodeType === 'Seq Scan' ? node : null;
}

/** ORDER BY + LIMIT without an index on the order: the whole table is read and sorted for its first few rows. */
export const firstRows: Rule = {
	name: 'first-rows',
	find: (scene, explained) => ranOf(scene, 'Sort').flatMap(sort => {
		const scan = textAt(sort.raw, 'Sort Method') === 'top-N heapsort' ? scanBelow(scene, sort) : null;
		const order = scan === null ? [] : sortColumnsOf(sort, scan.alias);
		const [first] = order;
		if (scan === null || first === undefined || explained.has(scan.id)) {
			return [];
		}

		const filter = filterOf(scan);
		const terms = filter === null ? [] : readCondition(filter);
		const keys = indexKeysOf(terms, scan.alias);
		const visited = rowsOf(scan) + totalOf(scan, 'Rows Removed by Filter');
		const kept = rowsOf(sort) / sort.processes;
		const ms = scan.inclusiveMs === null || sort.selfMs === null ? null : scan.inclusiveMs + sort.selfMs;
		// With anything left to filter, walking the order may throw most rows away: the mistake of wrong-order-index.
		const ordered = keys.rest + keys.listed.length + keys.range.length + keys.row.length === 0;
		if (!ordered || visited <= manyRows || kept > visited * fewOfMany || (scene.wholeMs !== null && shareOf(scene, ms) <= worthALook)) {
			return [];
		}

		const idea = proposeIndex(scene, scan, keys, order);
		return [{
			nodeId: scan.id,
			title: `${subjectOf(scan)}: ${formatCount(visited)} rows sorted for the first ${formatCount(Math.round(kept))}`,
			evidence: `All ${formatCount(visited)} rows are read, to find the first ${formatCount(Math.round(kept))} by ${shortName(first.printed)}${timeClause(scene, ms)}.`,
			advice: filterAdvice(scan, terms, idea, 1),
			savesMs: ms,
			proposal: idea.kind === 'try' ? idea.proposal : null,
			covers: [scan.id, sort.id],
		}];
	}),
};
