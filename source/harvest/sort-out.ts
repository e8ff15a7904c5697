import type {Node} from '@pgsql/types';
import {below, stringsOf} from '../sql/node.ts';
import {relationsNamed} from '../sql/relations-named.ts';
import type {RelationName} from '../sql/scope.ts';
import type {Reason} from './left-out.ts';

/** What a statement is to a catalogue of queries. */
export type SortedOut =
	| {readonly kind: 'query'; readonly writes: boolean}
	| {readonly kind: 'left out'; readonly reason: Reason};

const settings = new Set(['VariableSetStmt', 'VariableShowStmt', 'DiscardStmt', 'AlterSystemStmt']);
const writing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
/** What connection pools and drivers ask, which says nothing of the application. */
const housekeeping = /^(?:pg_.*|set_config|current_setting|version|current_(?:database|schema|schemas|catalog)|now|clock_timestamp|txid_.*|inet_.*)$/;

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
	if (said.relations.some(relation => isOfTheSystem(relation))) {
		return {kind: 'left out', reason: 'system catalogue'};
	}

	return said.relations.length === 0 && said.functions.every(name => housekeeping.test(name))
		? {kind: 'left out', reason: 'no table'}
		: {kind: 'query', writes: said.writes};
}

interface Said {
	readonly relations: readonly RelationName[];
	readonly functions: readonly string[];
	readonly writes: boolean;
}

function saidIn(statement: Node): Said {
	const functions: string[] = [];
	let writes = false;
	const open: Node[] = [statement];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		const [kind = ''] = Object.keys(node);
		writes ||= writing.has(kind) || ('SelectStmt' in node && node.SelectStmt.intoClause !== undefined);
		if ('FuncCall' in node) {
			functions.push(stringsOf(node.FuncCall.funcname).at(-1) ?? '');
		}

		open.push(...below(node));
	}

	return {relations: relationsNamed({stmts: [{stmt: statement}]}), functions, writes};
}

/** Names that begin with pg_ are the server's own, and those of extensions that watch it. */
function isOfTheSystem({schema, name}: RelationName): boolean {
	return schema === null ? name.startsWith('pg_') : /^(?:pg_.*|information_schema)$/.test(schema);
}
