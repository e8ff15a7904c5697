import {textAt} from '../../plan/json-object.ts';
import {formatCount, formatPercent} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {readCondition} from '../read-condition.ts';
import {nameOf, shortCondition, timeClause} from '../say.ts';
import {inputsOf, ranOf, rowsOf, totalOf} from '../scene.ts';

/** Pairs thrown away of those that the join put together (the higher of pev2's thresholds for filters). */
const mostRemoved = 0.9;
const manyPairs = 10_000;

/** A join condition that only filters pairs which were already made: with OR, or with <, Postgres can neither hash nor merge. */
export const lateJoinFilter: Rule = {
	name: 'late-join-filter',
	find: (scene, explained) => ranOf(scene, 'Nested Loop', 'Hash Join', 'Merge Join').flatMap(node => {
		const filter = textAt(node.raw, 'Join Filter');
		const removed = totalOf(node, 'Rows Removed by Join Filter');
		const pairs = removed + rowsOf(node);
		if (filter === null || removed < manyPairs || removed / pairs < mostRemoved || explained.has(node.id)) {
			return [];
		}

		const [, inner] = inputsOf(scene, node);
		const reread = node.nodeType === 'Nested Loop' ? inner?.inclusiveMs ?? 0 : 0;
		const ms = node.selfMs === null ? null : node.selfMs + reread;
		const or = readCondition(filter).some(({kind}) => kind === 'or');
		return [{
			nodeId: node.id,
			title: `${node.label}: ${formatCount(pairs)} pairs made, ${formatCount(rowsOf(node))} wanted`,
			evidence: `${nameOf(node)} put ${formatCount(pairs)} pairs of rows together, and its filter threw ${formatPercent(removed / pairs)} of them away${timeClause(scene, ms)}. Join Filter: ${shortCondition(filter)}`,
			advice: or
				? 'Write each side of the OR as a join of its own, and put them together with UNION: each of them can use an index or a hash.'
				: 'Give the join an equality to hash or search by, or narrow one of its sides before it.',
			savesMs: ms === null ? null : ms * removed / pairs,
			covers: [node.id, ...(node.nodeType === 'Nested Loop' && inner !== undefined ? [inner.id] : [])],
		}];
	}),
};
