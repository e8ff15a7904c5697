import {isJsonArray} from '../plan/json-object.ts';
import type {PlanNode} from '../plan/plan.ts';
import type {Column} from './condition.ts';
import {lexCondition} from './lex-condition.ts';
import {readOperand} from './read-operand.ts';
import {parentOf, type Scene} from './scene.ts';

/** More columns of an order than these hardly ever decide, and an index can be sorted on by the rest (Incremental Sort). */
const mostColumns = 3;
/** A b-tree can be read backwards, and its nulls then come first, as DESC has them; any other order of nulls is one of its own. */
const directions = new Set(['', 'DESC']);

interface SortKey {
	readonly column: Column;
	readonly descending: boolean;
}

function readKey(key: string, alias: string | null): SortKey | null {
	const tokens = lexCondition(key) ?? [];
	const words = tokens.findIndex(({kind, text}) => kind === 'name' && /^(?:DESC|NULLS|COLLATE|USING)$/.test(text));
	const end = words < 0 ? tokens.length : words;
	const direction = tokens.slice(end).map(({text}) => text).join(' ');
	const {operand} = readOperand(tokens, {from: 0, to: end});
	if (operand.kind !== 'column' || operand.column.asText || !directions.has(direction)) {
		return null;
	}

	const {column} = operand;
	return column.qualifier === null || column.qualifier === alias ? {column, descending: direction === 'DESC'} : null;
}

/** The columns that a Sort sorts by, as far as they are plain ones of the table with this alias; where one goes the other way, that is said. */
export function sortColumnsOf(sort: PlanNode, alias: string | null): readonly Column[] {
	const keys = isJsonArray(sort.raw['Sort Key']) ? sort.raw['Sort Key'] : [];
	const columns: Column[] = [];
	let first: SortKey | null = null;
	for (const text of keys.slice(0, mostColumns)) {
		const key = typeof text === 'string' ? readKey(text, alias) : null;
		if (key === null) {
			break;
		}

		first ??= key;
		columns.push(key.descending === first.descending ? key.column : {...key.column, printed: `${key.column.printed} DESC`});
	}

	return columns;
}

/** The columns by which the rows of a scan are sorted right above it (or above its Gather); none when they are not. */
export function wantedOrder(scene: Scene, scan: PlanNode): readonly Column[] {
	const parent = parentOf(scene, scan);
	const above = parent?.nodeType === 'Gather' ? parentOf(scene, parent) : parent;
	return above?.nodeType === 'Sort' ? sortColumnsOf(above, scan.alias) : [];
}
