import {textAt} from '../plan/json-object.ts';
import type {PlanNode} from '../plan/plan.ts';

/** Node types that the planner chooses among for one and the same job. */
const roles: Readonly<Record<string, string>> = {
	'Nested Loop': 'join',
	'Hash Join': 'join',
	'Merge Join': 'join',
	'Aggregate': 'group',
	'Group': 'group',
	// SELECT DISTINCT is a Unique over a Sort, or a HashAggregate.
	'Unique': 'group',
	'Sort': 'sort',
	'Incremental Sort': 'sort',
	'Append': 'append',
	'Merge Append': 'append',
	'Gather': 'gather',
	'Gather Merge': 'gather',
	// What keeps an inner side for a join.
	'Hash': 'keep',
	'Materialize': 'keep',
	'Memoize': 'keep',
	'BitmapAnd': 'combine bitmaps',
	'BitmapOr': 'combine bitmaps',
	'Bitmap Index Scan': 'bitmap',
};

/** The job a node does: nodes of one role can stand for each other. All scans of tables have one. */
export function roleOf(node: PlanNode): string {
	return roles[node.nodeType] ?? (node.relation === null || node.nodeType === 'ModifyTable' ? node.nodeType : 'scan');
}

/** What a node reads by name, other than a table: a CTE, a function, a transition table. */
const sourceKeys = ['CTE Name', 'Function Name', 'Table Function Name', 'Tuplestore Name'] as const;

/** The table, CTE or function that a node itself reads; for a ModifyTable, writes. */
export function sourceOf(node: PlanNode): string {
	if (node.relation !== null) {
		return node.relation;
	}

	for (const key of sourceKeys) {
		const source = textAt(node.raw, key);
		if (source !== null) {
			return source;
		}
	}

	return '';
}

/** The relationship to the parent, as far as it is a different place: an outer side is like a member or an only child. */
export function sideOf({relationship}: PlanNode): string {
	return relationship === 'Inner' || relationship === 'InitPlan' || relationship === 'SubPlan' ? relationship : 'Outer';
}
