import type {Node} from '@pgsql/types';
import {below, stringsOf} from '../sql/node.ts';
import {relationsNamed} from '../sql/relations-named.ts';
import type {RelationName} from '../sql/column-source.ts';
import type {Reason} from './left-out.ts';

/** What a statement is to a catalogue of queries. */
export type SortedOut =
	| {readonly kind: 'query'; readonly writes: boolean}
	| {readonly kind: 'left out'; readonly reason: Reason};

const settings = new Set(['VariableSetStmt', 'VariableShowStmt', 'DiscardStmt', 'AlterSystemStmt']);
const writing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
/** What connection pools, drivers and tools ask, which says nothing of the application. A schema of the server's own says it of any function. */
const housekeeping = /^(?:pg_catalog\..*|information_schema\..*|(?:.*\.)?(?:pg_|hypopg_).*|set_config|current_setting|version|current_(?:database|schema|schemas|catalog)|now|clock_timestamp|txid_.*|inet_.*|to_reg.*|format_type|(?:obj|col|shobj)_description|has_.*_privilege)$/s;

/** A query or a change of rows in tables of the application's; or why not. */
export function sortOut(statement: Node): SortedOut {
	const [kind = ''] = Object.keys(statement);
	if (kind === 'TransactionStmt') {
		return {kind: 'left out', reason: 'transaction control'};
	}

	if (settings.has(kind)) {
		return {kind: 'left out', reason: 'settings'};
	}

	if (kind !== 'SelectStmt' && !writing.has(kind)) {
		return {kind: 'left out', reason: 'utility'};
	}

	const said = saidIn(statement);
	if (said.relations.length === 0) {
		return said.functions.every(name => housekeeping.test(name)) ? {kind: 'left out', reason: 'no table'} : {kind: 'query', writes: said.writes};
	}

	return said.relations.every(relation => isOfTheSystem(relation)) ? {kind: 'left out', reason: 'system catalogue'} : {kind: 'query', writes: said.writes};
}

interface Said {
	/** Without the queries of WITH. */
	readonly relations: readonly RelationName[];
	/** As they are written: `now`, `pg_catalog.now`. */
	readonly functions: readonly string[];
	readonly writes: boolean;
}

function saidIn(statement: Node): Said {
	const functions: string[] = [];
	const queries = new Set<string>();
	let writes = false;
	const open: Node[] = [statement];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		const [kind = ''] = Object.keys(node);
		writes ||= writing.has(kind) || ('SelectStmt' in node && node.SelectStmt.intoClause !== undefined);
		if ('FuncCall' in node) {
			functions.push(stringsOf(node.FuncCall.funcname).join('.'));
		}

		if ('CommonTableExpr' in node && node.CommonTableExpr.ctename !== undefined) {
			queries.add(node.CommonTableExpr.ctename);
		}

		open.push(...below(node));
	}

	const relations = relationsNamed({stmts: [{stmt: statement}]}).filter(({schema, name}) => schema !== null || !queries.has(name));
	return {relations, functions, writes};
}

/** Names that begin with pg_ are the server's own; views of extensions that watch it may lie in any schema. */
function isOfTheSystem({schema, name}: RelationName): boolean {
	return schema === null ? /^(?:pg_|hypopg_)/.test(name) : /^(?:pg_.*|information_schema)$/s.test(schema) || /^(?:pg_stat|pg_buffercache|hypopg_)/.test(name);
}
