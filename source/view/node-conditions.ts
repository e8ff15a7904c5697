import type {PlanNode} from '../plan/plan.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {type Line, span} from './line.ts';

/** What a node decides by, in the order of reading: what the index decides, what is checked afterwards, how things are joined and ordered. */
const told = [
	'Index Cond', 'Recheck Cond', 'TID Cond', 'Order By', 'Filter', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Sort Key', 'Presorted Key', 'Group Key', 'Cache Key',
	'Rows Removed by Filter', 'Rows Removed by Index Recheck', 'Rows Removed by Join Filter', 'Heap Fetches', 'Sort Method', 'Workers Planned', 'Workers Launched',
] as const;

/** `Index Cond: (scene_id = 'x'::text)`: the conditions of a node and what they threw away, a line each; none for one that has none. */
export function nodeConditions({raw}: PlanNode): readonly Line[] {
	return told.flatMap(key => {
		const value = raw[key];
		if (value === undefined || value === null || value === 0 || value === false) {
			return [];
		}

		const text = typeof value === 'number' ? formatCount(value) : Array.isArray(value) ? value.map(part => String(part)).join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
		return [[span(`${key}: `, 'dim'), span(sanitise(text))]];
	});
}
