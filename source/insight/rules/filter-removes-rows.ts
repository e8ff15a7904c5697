import {textAt} from '../../plan/json-object.ts';
import type {PlanNode} from '../../plan/plan.ts';
import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Draft, Rule} from '../draft.ts';
import {filterAdvice, filterOf} from '../filter-advice.ts';
import {indexKeysOf} from '../index-keys.ts';
import {indexSavingMs} from '../index-saving.ts';
import {keyColumns} from '../key-columns.ts';
import {commonTable} from '../partitioned-table.ts';
import {type IndexIdea, proposeIndex} from '../propose-index.ts';
import {readCondition} from '../read-condition.ts';
import {nameOf, shortCondition, subjectOf, timeClause} from '../say.ts';
import {type ScanGroup, scanGroups} from '../scan-group.ts';
import {ranOf, rowsOf, type Scene, totalOf} from '../scene.ts';
import {wantedOrder} from '../sort-columns.ts';

/** Half of the rows that were read (pev2's first threshold for filters). */
const mostRemoved = 0.5;
/** A table of fewer rows fills a block or two, and an index on it is as many again. */
const fewRows = 100;
/** Without times only the rows tell whether it matters. */
const manyRows = 10_000;

const tableScans = new Set(['Seq Scan', 'Index Scan', 'Index Only Scan', 'Bitmap Heap Scan', 'Tid Range Scan']);

const otherAdvice: Readonly<Record<string, string>> = {
	'CTE Scan': 'Move the condition into the WITH query, or write AS NOT MATERIALIZED, so that it is applied where the rows are made.',
	'Subquery Scan': 'Move the condition into the subquery, so that it is applied where the rows are made.',
	'Function Scan': 'Have the function return only the wanted rows: hand the condition to it as an argument.',
	'Foreign Scan': 'See why the condition is not sent to the foreign server: it must be of functions and types that both servers have.',
};

/** Index conditions and the filter together: an index on both reads only the rows that both want. */
function tableIdea(scene: Scene, node: PlanNode, filter: string, partitions: number): {readonly idea: IndexIdea; readonly advice: string | null} {
	const found = textAt(node.raw, 'Index Cond') ?? textAt(node.raw, 'Recheck Cond');
	const terms = readCondition(filter);
	const answered = keyColumns(indexKeysOf(terms, node.alias), []) !== null;
	const keys = indexKeysOf([...found === null ? [] : readCondition(found), ...terms], node.alias);
	const idea: IndexIdea = answered ? proposeIndex(scene, node, keys, wantedOrder(scene, node)) : {kind: 'none'};
	return {idea, advice: filterAdvice(node, terms, idea, partitions)};
}

function draftOf(scene: Scene, {worst, nodes, ms, kept, removed, visited}: ScanGroup): Draft | null {
	const filter = filterOf(worst);
	const perLoop = (rowsOf(worst) + totalOf(worst, 'Rows Removed by Filter')) / Math.max(1, worst.loops ?? 1);
	if (filter === null || perLoop < fewRows || removed / visited < mostRemoved || (ms === null && removed < manyRows)) {
		return null;
	}

	const onTable = tableScans.has(worst.nodeType);
	const whole = commonTable(scene, nodes) !== null;
	const {idea, advice} = onTable ? tableIdea(scene, worst, filter, whole ? 1 : nodes.length) : {idea: {kind: 'none'} as const, advice: otherAdvice[worst.nodeType] ?? null};
	// Rows of an index scan are read at random already: each one not read saves its share.
	const saves = worst.nodeType === 'Seq Scan' ? indexSavingMs(ms, kept, visited) : (ms === null ? null : ms * removed / visited);
	const proposed = idea.kind === 'try' && (nodes.length === 1 || whole) ? idea.proposal : null;
	return {
		nodeId: worst.id,
		title: `${subjectOf(worst)}: a filter throws ${formatPercent(removed / visited)} of the rows away`,
		evidence: `${nodes.length > 1 ? `${formatCount(nodes.length)} partitions such as ${subjectOf(worst)}` : nameOf(worst)}: ${formatCount(visited)} rows read, ${formatCount(kept)} kept${timeClause(scene, ms)}. Filter: ${shortCondition(filter)}`,
		advice,
		savesMs: saves,
		proposal: proposed,
		covers: nodes.map(({id}) => id),
	};
}

/** Scans that read many rows which their filter then throws away: the index found too much, or another node made too much. */
export const filterRemovesRows: Rule = {
	name: 'filter-removes-rows',
	find: (scene, explained) => {
		const scans = ranOf(scene, ...tableScans, ...Object.keys(otherAdvice)).filter(node => !explained.has(node.id) && filterOf(node) !== null);
		return scanGroups(scene, scans).flatMap(group => draftOf(scene, group) ?? []);
	},
};
