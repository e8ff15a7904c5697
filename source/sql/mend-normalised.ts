import type {Node} from '@pgsql/types';
import {below, stringsOf} from './node.ts';
import {replaceBytes, type ByteEdit} from './replace-bytes.ts';
import type {SqlParser} from './sql-parser.ts';

/**
 * A normalised text as the server takes it. pg_stat_statements puts `$n` in the place of constants where the grammar has room for a
 * constant only: `interval $1` becomes `$1::interval`, `extract($1 from x)` the function that it stands for, date_part before
 * PostgreSQL 14. Everything else stays to the letter.
 * @throws PlanflipError input, for a text that is no SQL.
 */
export function mendNormalised(parser: Pick<SqlParser, 'parse'>, sql: string, versionNumber: number): string {
	const bytes = new TextEncoder().encode(sql);
	const textAt = (start: number, end: number) => new TextDecoder().decode(bytes.subarray(start, end));
	const edits: ByteEdit[] = [];
	const look = (node: Node): void => {
		edits.push(...typedConstant(node, textAt), ...extraction(node, textAt, bytes.length, versionNumber));
		below(node).forEach(look);
	};

	below(parser.parse(sql)).forEach(look);
	return replaceBytes(sql, edits);
}

/** `type $n`: the tree has no place for a cast that nobody wrote, and the type stands before the value. */
function typedConstant(node: Node, textAt: (start: number, end: number) => string): readonly ByteEdit[] {
	if (!('TypeCast' in node)) {
		return [];
	}

	const {arg, typeName, location} = node.TypeCast;
	const parameter = arg !== undefined && 'ParamRef' in arg ? arg.ParamRef : null;
	const [start, end] = [typeName?.location ?? 0, parameter?.location ?? 0];
	if (parameter === null || (location ?? 0) >= 0 || start >= end) {
		return [];
	}

	const name = `$${parameter.number ?? 0}`;
	return [{start, end: end + name.length, text: `${name}::${textAt(start, end).trim()}`}];
}

function extraction(node: Node, textAt: (start: number, end: number) => string, length: number, versionNumber: number): readonly ByteEdit[] {
	if (!('FuncCall' in node) || node.FuncCall.funcformat !== 'COERCE_SQL_SYNTAX' || stringsOf(node.FuncCall.funcname).at(-1) !== 'extract') {
		return [];
	}

	const {args, location: start = 0} = node.FuncCall;
	const [field] = args ?? [];
	const parameter = field !== undefined && 'ParamRef' in field ? field.ParamRef : null;
	if (parameter === null) {
		return [];
	}

	const name = `$${parameter.number ?? 0}`;
	const behind = (parameter.location ?? 0) + name.length;
	const from = /^\s*from\b/i.exec(textAt(behind, length))?.[0] ?? '';
	return from === '' ? [] : [{start, end: behind + from.length, text: `pg_catalog.${versionNumber >= 140_000 ? 'extract' : 'date_part'}(${name},`}];
}
