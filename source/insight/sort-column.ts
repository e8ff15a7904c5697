import {isJsonArray} from '../plan/json-object.ts';
import type {PlanNode} from '../plan/plan.ts';
import type {Column} from './condition.ts';
import {lexCondition} from './lex-condition.ts';
import {readOperand} from './read-operand.ts';
import {parentOf, type Scene} from './scene.ts';

/** A b-tree can be read backwards, so that one direction serves both; its nulls then come first, as DESC has them. */
const plainDirections = new Set(['', 'DESC']);

/** The first column that a Sort sorts by, when it is a plain one of the table with this alias. */
export function sortColumnOf(sort: PlanNode, alias: string | null): Column | null {
	const keys = sort.raw['Sort Key'];
	const first = isJsonArray(keys) ? keys[0] : undefined;
	const tokens = typeof first === 'string' ? lexCondition(first) : null;
	if (tokens === null) {
		return null;
	}

	const words = tokens.findIndex(({kind, text}) => kind === 'name' && /^(?:DESC|NULLS|COLLATE|USING)$/.test(text));
	const end = words < 0 ? tokens.length : words;
	const direction = tokens.slice(end).map(({text}) => text).join(' ');
	const {operand} = readOperand(tokens, {from: 0, to: end});
	if (operand.kind !== 'column' || operand.column.asText || !plainDirections.has(direction)) {
		return null;
	}

	const {column} = operand;
	return column.qualifier === null || column.qualifier === alias ? column : null;
}

/** The column by which the rows of a scan are sorted right above it (or above its Gather); null when they are not. */
export function wantedOrder(scene: Scene, scan: PlanNode): Column | null {
	const parent = parentOf(scene, scan);
	const above = parent?.nodeType === 'Gather' ? parentOf(scene, parent) : parent;
	return above?.nodeType === 'Sort' ? sortColumnOf(above, scan.alias) : null;
}
