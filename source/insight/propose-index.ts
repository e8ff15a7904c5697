import type {PlanNode} from '../plan/plan.ts';
import type {Column} from './condition.ts';
import type {IndexFacts, UnusedIndex} from './context.ts';
import {indexName} from './index-name.ts';
import type {IndexKeys} from './index-keys.ts';
import type {IndexProposal} from './insight.ts';
import {type KeyColumns, keyColumns} from './key-columns.ts';
import {partitionedTable} from './partitioned-table.ts';
import {quoteName, readably} from './quote-name.ts';
import type {Scene} from './scene.ts';
import {serves} from './serves.ts';

/** An index to try, or the one there is already; `doubt` names a column of which the index serves a varchar only. */
export type IndexIdea =
	| {readonly kind: 'try'; readonly proposal: IndexProposal; readonly isNew: boolean; readonly doubt: string | null}
	| {readonly kind: 'exists'; readonly name: string; readonly columns: readonly string[]}
	| {readonly kind: 'none'};

/** Where an index goes. */
interface Target {
	readonly table: string;
	readonly schema: string | null;
	/** The table's name was printed without quotes, so it needs none. */
	readonly plain: boolean;
	/** Names that other indexes have. */
	readonly taken: ReadonlySet<string>;
}

/** No index can be created on what these read; of a table that is sampled, none would be used. */
const withoutIndexes = new Set(['Foreign Scan', 'CTE Scan', 'Subquery Scan', 'Function Scan', 'Table Function Scan', 'Values Scan', 'Named Tuplestore Scan', 'WorkTable Scan', 'Custom Scan', 'Sample Scan']);

/** The columns that `(column)::text` serves; undefined where nobody knows. */
function varcharsOf({context}: Scene, {relation, schema}: PlanNode): readonly string[] | undefined {
	return context.tables?.find(facts => facts.name === relation && (schema === null || facts.schema === null || facts.schema === schema))?.varchars;
}

/** What a pasted plan does not tell: a cast that Postgres prints of every varchar, or one that somebody wrote. */
function doubtOf(scene: Scene, node: PlanNode, columns: readonly Column[]): string | null {
	return varcharsOf(scene, node) === undefined ? columns.find(({asText}) => asText)?.printed ?? null : null;
}

/** An index that is switched off, or only proposed so far: better than a second one of the same kind. */
function fromShelf({columns, include, predicate, name, table, schema, definition}: UnusedIndex): IndexProposal {
	return {table, schema, columns, include, predicate, name, sql: definition};
}

/** An index on the table of `node` for these keys; `order` are the columns by which the rows are wanted. */
export function proposeIndex(scene: Scene, node: PlanNode, keys: IndexKeys, order: readonly Column[]): IndexIdea {
	const {relation, schema} = node;
	const varchars = varcharsOf(scene, node);
	const honest = (columns: readonly Column[]) => columns.filter(({asText, name}) => !asText || varchars === undefined || varchars.includes(name));
	const wanted = keyColumns({...keys, equal: honest(keys.equal), listed: honest(keys.listed), range: honest(keys.range)}, order);
	if (relation === null || wanted === null || relation.startsWith('pg_') || schema === 'information_schema' || withoutIndexes.has(node.nodeType)) {
		return {kind: 'none'};
	}

	const plain = wanted.columns.some(column => column.qualifier === relation && column.plainQualifier);
	const own = ideaFor(scene, {table: relation, schema, plain}, wanted);
	const whole = own.kind === 'exists' ? null : partitionedTable(scene, node);
	// A part of a partitioned table's index cannot be switched by itself, and what ails one partition ails the others.
	const idea = whole === null ? own : ideaFor(scene, {table: whole.name, schema: whole.schema, plain: false}, wanted);
	return idea.kind === 'try' && idea.isNew ? {...idea, doubt: doubtOf(scene, node, wanted.columns)} : idea;
}

/** What there is already for these columns, switched on or off; else a new index. */
export function ideaFor(scene: Scene, {table, schema, plain}: Omit<Target, 'taken'>, wanted: KeyColumns): IndexIdea {
	const {indexes = [], unused = []} = scene.context;
	const fits = (index: IndexFacts) => index.table === table && (index.schema === null || schema === null || index.schema === schema) && serves(index, wanted);
	const existing = indexes.find(fits);
	if (existing !== undefined) {
		return {kind: 'exists', name: existing.name, columns: wanted.columns.map(({printed}) => printed)};
	}

	const shelved = unused.find(fits);
	const taken = new Set([...indexes, ...unused].map(({name}) => name));
	return shelved === undefined
		? {kind: 'try', proposal: proposalFor({table, schema, plain, taken}, wanted), isNew: true, doubt: null}
		: {kind: 'try', proposal: fromShelf(shelved), isNew: false, doubt: null};
}

/** The statement for a table and the columns of its index. */
function proposalFor({table, schema, plain, taken}: Target, {method, columns, operatorClass, where}: KeyColumns): IndexProposal {
	const printed = columns.map(column => operatorClass === null ? column.printed : `${column.printed} ${operatorClass}`);
	const name = indexName(table, [...columns.map(({name: own, words}) => words ?? own), ...method === 'btree' ? [] : [method]], where, taken);
	const predicate = where.length === 0 ? null : where.map(({text}) => text).join(' AND ');
	// `public` is no keyword anywhere, and behind a point every keyword is a name (gram.y, attr_name).
	const on = schema === null ? quoteName(table, plain) : `${quoteName(schema, schema === 'public')}.${quoteName(table, true)}`;
	return {
		table,
		schema,
		columns: printed,
		include: [],
		predicate,
		name,
		sql: `CREATE INDEX ${quoteName(name, true)} ON ${on} ${method === 'btree' ? '' : `USING ${method} `}(${readably(printed.join(', '))})${predicate === null ? '' : ` WHERE ${readably(predicate)}`}`,
	};
}
