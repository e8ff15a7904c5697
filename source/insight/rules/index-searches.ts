import {textAt} from '../../plan/json-object.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {filterAdvice} from '../filter-advice.ts';
import {indexKeysOf} from '../index-keys.ts';
import {proposeIndex} from '../propose-index.ts';
import {readCondition} from '../read-condition.ts';
import {countText, shortCondition, shortName, subjectOf, timeClause} from '../say.ts';
import {countAt, ranOf, tableScanOf} from '../scene.ts';

/** Descents into the index per loop from which they are many. Nobody else flags this; a skip scan is good up to some dozens. */
const manyPerLoop = 10;

/** PostgreSQL 18 skips from one value of the leading column to the next when only a later column is given: one search for each. */
export const indexSearches: Rule = {
	name: 'index-searches',
	find: scene => ranOf(scene, 'Index Scan', 'Index Only Scan', 'Bitmap Index Scan').flatMap(node => {
		const searches = countAt(node.raw, 'Index Searches') ?? 0;
		const loops = node.loops ?? 1;
		const condition = textAt(node.raw, 'Index Cond');
		if (condition === null || searches < manyPerLoop * loops) {
			return [];
		}

		const terms = readCondition(condition);
		// Each element of a list is a search of its own, and that is what was asked for.
		if (terms.some(({kind}) => kind === 'any' || kind === 'other')) {
			return [];
		}

		const table = tableScanOf(scene, node);
		const idea = proposeIndex(scene, table, indexKeysOf(terms, table.alias), []);
		return [{
			nodeId: node.id,
			title: `${subjectOf(table)}: ${formatCount(searches)} searches in one index scan`,
			evidence: `${shortName(node.index ?? 'The index')} was searched ${formatCount(searches)} times in ${countText(loops, 'loop')}, once for each value of a leading column that the condition leaves open${timeClause(scene, node.selfMs)}. Index Cond: ${shortCondition(condition)}`,
			advice: filterAdvice(table, terms, idea, 1),
			savesMs: node.selfMs === null ? null : node.selfMs * (1 - loops / searches),
			proposal: idea.kind === 'try' ? idea.proposal : null,
			covers: [node.id, table.id],
		}];
	}),
};
