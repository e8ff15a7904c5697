import type {Column} from './condition.ts';
import type {Token} from './lex-condition.ts';
import {endOfType, type Range, readColumn, unwrap} from './read-operand.ts';
import {sourceText} from './source-text.ts';

/** Immutable whatever they are given; those of dates are not, as they depend on the time zone. */
const immutable = new Set([
	'lower', 'upper', 'initcap', 'length', 'char_length', 'octet_length', 'reverse', 'left', 'right', 'substr', 'btrim', 'ltrim', 'rtrim', 'replace', 'split_part',
	'md5', 'abs', 'floor', 'ceil', 'round', 'trunc', 'mod', 'sign', 'jsonb_array_length', 'COALESCE', 'NULLIF', 'TRIM', 'SUBSTRING',
]);
/** `TRIM(BOTH FROM name)`, `SUBSTRING(name FROM 1 FOR 3)`. */
const words = new Set(['BOTH', 'LEADING', 'TRAILING', 'FROM', 'FOR']);
/** Casts between these never depend on a setting; what is made of a date or of an enum does. */
const types = new Set(['text', 'integer', 'bigint', 'smallint', 'numeric', 'double precision', 'character varying', 'text[]']);
const operators = new Set(['+', '-', '*', '/', '%', '->', '->>', '#>', '#>>']);

/**
 * An expression of one table's columns as the key of an index; null where CREATE INDEX may refuse it (what is not immutable), or
 * where an index on it would be a bad answer: a column that is only cast is better compared as what it is.
 */
export function readExpression(condition: string, tokens: readonly Token[], range: Range): Column | null {
	const {from, to} = unwrap(tokens, range);
	const columns: Column[] = [];
	const named: string[] = [];
	let made = false;
	for (let at = from; at < to; at++) {
		const token = tokens[at];
		if (token === undefined || token.kind === 'parameter') {
			return null;
		}

		const word = token.kind === 'quoted' ? token.text.slice(1, -1) : token.text;
		if (token.kind === 'cast') {
			const end = endOfType(tokens, at + 1, to);
			if (!types.has(condition.slice(tokens[at + 1]?.at, tokens[end]?.at).replace(/[\s)]+$/, ''))) {
				return null;
			}

			at = end - 1;
		} else if (token.kind === 'operator') {
			made = true;
			if (!operators.has(token.text)) {
				return null;
			}
		} else if (token.kind === 'string') {
			named.push(...token.text.match(/[\p{L}\p{N}]+/gu) ?? []);
		} else if (token.kind === 'name' || token.kind === 'quoted') {
			if (tokens[at + 1]?.text === '(' && immutable.has(word)) {
				made = true;
				named.push(word.toLowerCase());
			} else if (!words.has(word)) {
				const wide = tokens[at + 1]?.text === '.' ? 3 : 1;
				const column = readColumn(tokens, {from: at, to: Math.min(to, at + wide)});
				if (column === null || tokens[at + wide]?.text === '(') {
					return null;
				}

				columns.push(column);
				named.push(column.name);
				at += wide - 1;
			}
		}
	}

	const [first] = columns;
	if (first === undefined || !made || columns.some(({qualifier}) => qualifier !== first.qualifier)) {
		return null;
	}

	const text = sourceText(condition, tokens, {from, to});
	// A call stands by itself in an index definition, anything else needs brackets.
	const isCall = tokens[from + 1]?.text === '(' && tokens[from + 1]?.partner === to - 1 && tokens[from]?.kind !== 'mark';
	return {
		qualifier: first.qualifier,
		plainQualifier: first.plainQualifier,
		name: [...new Set(named), ...named.length > columns.length ? [] : ['expr']].join('_'),
		printed: isCall ? text : `(${text})`,
		asText: false,
	};
}
