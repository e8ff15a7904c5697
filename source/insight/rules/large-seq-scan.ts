import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Draft, Rule} from '../draft.ts';
import {filterAdvice, filterOf} from '../filter-advice.ts';
import {indexKeysOf} from '../index-keys.ts';
import {costOfRandom, indexSavingMs} from '../index-saving.ts';
import {commonTable} from '../partitioned-table.ts';
import {proposeIndex} from '../propose-index.ts';
import {readCondition} from '../read-condition.ts';
import {nameOf, shortCondition, subjectOf, timeClause} from '../say.ts';
import {type ScanGroup, scanGroups} from '../scan-group.ts';
import {ranOf, type Scene, shareOf} from '../scene.ts';
import {wantedOrder} from '../sort-columns.ts';

/** More than 10,000 rows, and more than a tenth of the time. */
const manyRows = 10_000;
const worthALook = 0.1;

function draftOf(scene: Scene, group: ScanGroup): Draft | null {
	const {worst, nodes, ms, kept, visited, blocks} = group;
	const filter = filterOf(worst);
	const terms = filter === null ? [] : readCondition(filter);
	const keys = indexKeysOf(terms, worst.alias);
	if (filter === null || kept * costOfRandom > visited) {
		return null;
	}

	const idea = proposeIndex(scene, worst, keys, wantedOrder(scene, worst));
	const where = nodes.length > 1 ? `${formatCount(nodes.length)} partitions such as ${subjectOf(worst)}` : nameOf(worst);
	return {
		nodeId: worst.id,
		title: `${subjectOf(worst)}: ${formatCount(visited)} rows read, ${formatCount(kept)} kept`,
		evidence: `${where}: of ${formatCount(visited)} rows${blocks === null ? '' : ` (${formatCount(blocks)} blocks)`} the filter keeps ${formatPercent(kept / visited)}${timeClause(scene, ms)}. Filter: ${shortCondition(filter)}`,
		advice: filterAdvice(worst, terms, idea, commonTable(scene, nodes) === null ? nodes.length : 1),
		savesMs: indexSavingMs(ms, kept, visited),
		proposal: idea.kind === 'try' && (nodes.length === 1 || commonTable(scene, nodes) !== null) ? idea.proposal : null,
		covers: nodes.map(({id}) => id),
	};
}

/** A whole table read for a few of its rows. */
export const largeSeqScan: Rule = {
	name: 'large-seq-scan',
	find: (scene, explained) => {
		const scans = ranOf(scene, 'Seq Scan').filter(({id}) => !explained.has(id));
		return scanGroups(scene, scans)
			.filter(({visited, ms}) => visited > manyRows && (scene.wholeMs === null || shareOf(scene, ms) > worthALook))
			.flatMap(group => draftOf(scene, group) ?? []);
	},
};
