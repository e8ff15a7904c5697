import {textAt} from '../../plan/json-object.ts';
import type {PlanNode} from '../../plan/plan.ts';
import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Column} from '../condition.ts';
import type {Rule} from '../draft.ts';
import {filterAdvice, filterOf} from '../filter-advice.ts';
import {indexKeysOf} from '../index-keys.ts';
import {proposeIndex} from '../propose-index.ts';
import {readCondition} from '../read-condition.ts';
import {shortCondition, shortName, subjectOf, timeClause} from '../say.ts';
import {ancestorsOf, ranOf, rowsOf, type Scene, totalOf} from '../scene.ts';

/** Rows thrown away of those that the index led to (pev2's highest threshold for filters). */
const mostRemoved = 0.9;
/** Fewer rows thrown away are a few blocks. */
const fewRows = 1000;

const handsOn = new Set(['Gather', 'Gather Merge', 'Nested Loop', 'Result', 'Subquery Scan', 'LockRows', 'Append', 'Merge Append', 'Incremental Sort', 'ProjectSet']);

/** The Limit for whose sake the rows are wanted in the order of the index. */
function isBelowLimit(scene: Scene, node: PlanNode): boolean {
	for (const ancestor of ancestorsOf(scene, node)) {
		if (!handsOn.has(ancestor.nodeType)) {
			return ancestor.nodeType === 'Limit';
		}
	}

	return false;
}

/** The plan does not say what the walked index is on; the catalogue may. */
function orderOf(scene: Scene, node: PlanNode): readonly Column[] {
	const [first] = scene.context.indexes?.find(({name, table}) => name === node.index && table === node.relation)?.columns ?? [];
	const plain = /^([a-z_][a-z0-9_]*|"(?:[^"]|"")+")(?: DESC)?$/.exec(first ?? '')?.[1];
	return plain === undefined ? [] : [{qualifier: null, plainQualifier: false, name: plain.replace(/^"|"$/g, '').replaceAll('""', '"'), printed: plain, asText: false}];
}

/** ORDER BY + LIMIT: the planner walks the index that has the order, hoping that wanted rows come soon, and they do not. */
export const wrongOrderIndex: Rule = {
	name: 'wrong-order-index',
	find: (scene, explained) => ranOf(scene, 'Index Scan', 'Index Only Scan').flatMap(node => {
		const filter = filterOf(node);
		const removed = totalOf(node, 'Rows Removed by Filter');
		const kept = rowsOf(node);
		if (textAt(node.raw, 'Index Cond') !== null || filter === null || removed < fewRows || removed / (removed + kept) < mostRemoved || explained.has(node.id)) {
			return [];
		}

		const terms = readCondition(filter);
		const keys = indexKeysOf(terms, node.alias);
		const idea = proposeIndex(scene, node, keys, orderOf(scene, node));
		const limited = isBelowLimit(scene, node);
		return [{
			nodeId: node.id,
			title: `${subjectOf(node)}: ${formatCount(removed)} rows walked for ${formatCount(kept)}`,
			evidence: `${limited ? 'For ORDER BY with LIMIT the' : 'The'} index ${shortName(node.index ?? '')} is walked in its order, and ${formatPercent(removed / (removed + kept))} of the rows are thrown away${timeClause(scene, node.inclusiveMs)}. Filter: ${shortCondition(filter)}`,
			advice: filterAdvice(node, terms, idea, 1),
			savesMs: node.selfMs === null ? null : node.selfMs * removed / (removed + kept),
			proposal: idea.kind === 'try' ? idea.proposal : null,
		}];
	}),
};
