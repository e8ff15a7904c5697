import type {PlanNode} from '../plan/plan.ts';
import type {Column} from './condition.ts';
import type {IndexFacts} from './context.ts';
import type {IndexKeys} from './index-keys.ts';
import type {IndexProposal} from './insight.ts';
import {quoteName} from './quote-name.ts';
import type {Scene} from './scene.ts';

/** More equality columns than this narrow nothing down any more, and cost with every write. */
const mostEqual = 3;
/** NAMEDATALEN - 1: Postgres cuts longer names, in bytes. */
const longestName = 63;

/** An index to try, or the one there is already. */
export type IndexIdea =
	| {readonly kind: 'try'; readonly proposal: IndexProposal}
	| {readonly kind: 'exists'; readonly name: string; readonly columns: readonly string[]}
	| {readonly kind: 'none'};

/**
 * Equality columns first, in which order does not matter to the query; then one column of which a range, or the order, is wanted:
 * behind it a b-tree is no longer sorted by anything.
 */
function keyColumns(keys: IndexKeys, order: Column | null): readonly Column[] {
	const equal = keys.equal.slice(0, mostEqual);
	const last = keys.listed[0] ?? keys.range[0] ?? order;
	return last == null || equal.some(({name}) => name === last.name) ? equal : [...equal, last];
}

function bytesOf(character: string): number {
	const code = character.codePointAt(0) ?? 0;
	return code < 0x80 ? 1 : (code < 0x8_00 ? 2 : (code < 0x1_00_00 ? 3 : 4));
}

function indexName(table: string, columns: readonly string[]): string {
	const suffix = '_idx';
	let room = longestName - suffix.length;
	let name = '';
	for (const character of [table, ...columns].join('_')) {
		room -= bytesOf(character);
		if (room < 0) {
			break;
		}

		name += character;
	}

	return name + suffix;
}

/** True when the index can do what the wanted columns are for: equality columns in any order, then the last. */
function serves(index: IndexFacts, equal: number, wanted: readonly string[]): boolean {
	const columns = index.columns.slice(0, wanted.length).map(column => column.replace(/ (?:DESC|NULLS FIRST|NULLS LAST)\b.*$/, ''));
	const heads = new Set(columns.slice(0, equal));
	return index.predicate === null && columns.length === wanted.length
		&& wanted.every((column, at) => at < equal ? heads.has(column) : columns[at] === column);
}

/** An index on the table of `node` for these keys; `order` is the column by which the rows are wanted. */
export function proposeIndex(scene: Scene, node: PlanNode, keys: IndexKeys, order: Column | null): IndexIdea {
	const {relation, schema} = node;
	const columns = keyColumns(keys, order);
	if (relation === null || columns.length === 0 || relation.startsWith('pg_') || schema === 'information_schema') {
		return {kind: 'none'};
	}

	const printed = columns.map(column => column.printed);
	const equal = columns.filter(column => keys.equal.some(({name}) => name === column.name)).length;
	const existing = scene.context.indexes?.find(index => index.table === relation
		&& (index.schema === null || schema === null || index.schema === schema) && serves(index, equal, printed));
	if (existing !== undefined) {
		return {kind: 'exists', name: existing.name, columns: printed};
	}

	const plain = columns.some(column => column.qualifier === relation && column.plainQualifier);
	return {kind: 'try', proposal: proposalFor({table: relation, schema, plain}, columns)};
}

/** The statement for a table and its columns; a column that Postgres did not print is quoted in any case. */
export function proposalFor(
	{table, schema, plain}: {readonly table: string; readonly schema: string | null; readonly plain: boolean},
	columns: readonly {readonly name: string; readonly printed: string | null}[],
): IndexProposal {
	const printed = columns.map(column => column.printed ?? quoteName(column.name, false));
	const name = indexName(table, columns.map(column => column.name));
	// `public` is no keyword anywhere, and behind a point every keyword is a name (gram.y, attr_name).
	const on = schema === null ? quoteName(table, plain) : `${quoteName(schema, schema === 'public')}.${quoteName(table, true)}`;
	return {
		table,
		schema,
		columns: printed,
		include: [],
		predicate: null,
		name,
		sql: `CREATE INDEX ${quoteName(name, true)} ON ${on} (${printed.join(', ')})`,
	};
}
