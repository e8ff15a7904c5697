import type {A_Const, Node, TypeName} from '@pgsql/types';
import {wordsOf} from '../../sql/node.ts';

/** Types that the parser writes by their inner names. */
const plainTypes = new Set(['text', 'varchar', 'bpchar', 'int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'bool', 'date', 'uuid']);

/** A value that stands in the statement itself, as SQL; null for everything else, a parameter above all. */
export function printConstant(node: Node | undefined): string | null {
	if (node === undefined) {
		return null;
	}

	if ('A_Const' in node) {
		return printValue(node.A_Const);
	}

	if ('TypeCast' in node) {
		const value = printConstant(node.TypeCast.arg);
		const type = printType(node.TypeCast.typeName);
		return value === null || type === null ? null : `${value}::${type}`;
	}

	if ('List' in node) {
		const items = (node.List.items ?? []).map(item => printConstant(item));
		return items.length === 0 || items.includes(null) ? null : `(${items.join(', ')})`;
	}

	return null;
}

/** The parser leaves out what is 0, false or empty. */
function printValue({ival, fval, boolval, sval, isnull}: A_Const): string | null {
	if (isnull === true) {
		return null;
	}

	if (ival !== undefined) {
		return String(ival.ival ?? 0);
	}

	if (fval !== undefined) {
		return fval.fval ?? null;
	}

	if (boolval !== undefined) {
		return String(boolval.boolval ?? false);
	}

	return sval === undefined ? null : printString(sval.sval ?? '');
}

/** Right whatever standard_conforming_strings says. */
function printString(text: string): string {
	const quoted = `'${text.replaceAll('\'', '\'\'').replaceAll('\\', '\\\\')}'`;
	return text.includes('\\') ? `E${quoted}` : quoted;
}

function printType(type: TypeName | undefined): string | null {
	const words = wordsOf(type?.names);
	const name = words?.at(-1);
	const plain = type?.typmods === undefined && type?.arrayBounds === undefined && (words?.length === 1 || words?.[0] === 'pg_catalog');
	return plain && name !== undefined && plainTypes.has(name) ? name : null;
}
