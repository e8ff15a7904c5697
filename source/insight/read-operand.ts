import type {Column, Operand} from './condition.ts';
import type {Token} from './lex-condition.ts';

/** Tokens from (included) to (not included). */
export interface Range {
	readonly from: number;
	readonly to: number;
}

/** An operand, and how it was printed. */
export interface ReadOperand {
	readonly operand: Operand;
	/** The text of a lone constant. */
	readonly constant: string | null;
	/** As it stands behind COLLATE; null where there is none. */
	readonly collation: string | null;
}

const systemColumns = new Set(['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);
const constants = new Set(['true', 'false', 'null']);
/** Stable or immutable ones that are common in conditions; of any other function it is not known whether each row gets the same answer. */
const steadyFunctions = new Set(['now', 'statement_timestamp', 'transaction_timestamp', 'date_trunc', 'to_timestamp', 'to_date', 'make_date', 'lower', 'upper', 'to_tsquery', 'plainto_tsquery', 'phraseto_tsquery', 'websearch_to_tsquery']);

/** Without the brackets around the whole. */
export function unwrap(tokens: readonly Token[], {from, to}: Range): Range {
	let start = from;
	let end = to;
	while (end - start >= 2 && tokens[start]?.text === '(' && tokens[start]?.partner === end - 1) {
		start++;
		end--;
	}

	return {from: start, to: end};
}

/** Postgres prints its own words in capitals (CASE, ROW, CURRENT_DATE) and unquoted columns without any. */
function isColumnName(token: Token | undefined): boolean {
	return token?.kind === 'quoted' || (token?.kind === 'name' && token.text === token.text.toLowerCase() && !constants.has(token.text));
}

function unquote(token: Token): string {
	return token.kind === 'quoted' ? token.text.slice(1, -1).replaceAll('""', '"') : token.text;
}

export function readColumn(tokens: readonly Token[], {from, to}: Range): Column | null {
	const [first, point, second] = tokens.slice(from, Math.min(to, from + 3));
	if (to - from === 1 && first !== undefined && isColumnName(first) && !systemColumns.has(first.text)) {
		return {qualifier: null, plainQualifier: false, name: unquote(first), printed: first.text, asText: false};
	}

	const qualified = to - from === 3 && point?.text === '.' && isColumnName(first) && isColumnName(second);
	return qualified && first !== undefined && second !== undefined && !systemColumns.has(second.text)
		? {qualifier: unquote(first), plainQualifier: first.kind === 'name', name: unquote(second), printed: second.text, asText: false}
		: null;
}

/** True when no row's column is in it: constants, parameters, `(InitPlan 1).col1`, and functions known to be steady. */
function isSteady(tokens: readonly Token[], {from, to}: Range): boolean {
	for (let at = from; at < to; at++) {
		const token = tokens[at];
		if (token?.kind === 'cast') {
			at = endOfType(tokens, at + 1, to) - 1;
		} else if (token?.text === '(' && tokens[at + 1]?.text === 'InitPlan') {
			// PostgreSQL 17 and later: (InitPlan 1).col1; before, $0.
			at = token.partner + (tokens[token.partner + 1]?.text === '.' ? 2 : 0);
		} else if (token?.kind === 'name' || token?.kind === 'quoted') {
			const capitals = token.text === token.text.toUpperCase() && /^(?:CURRENT_|LOCALTIME)/.test(token.text);
			const called = tokens[at + 1]?.text === '(' && steadyFunctions.has(token.text);
			const array = token.text === 'ARRAY' && tokens[at + 1]?.text === '[';
			if (!capitals && !called && !array && !constants.has(token.text)) {
				return false;
			}
		}
	}

	return to > from;
}

/** Past a type after `::`, which may have several words, a modifier and brackets: `timestamp(3) without time zone[]`. */
export function endOfType(tokens: readonly Token[], from: number, to: number): number {
	let at = from;
	while (at < to) {
		const token = tokens[at];
		if (token?.kind === 'name' || token?.kind === 'quoted' || token?.text === '.') {
			at++;
		} else if (at > from && (token?.text === '(' || token?.text === '[')) {
			at = token.partner + 1;
		} else {
			break;
		}
	}

	return at;
}

/** A constant or a column may name its collation: only an index of the same one serves it. */
function splitCollation(tokens: readonly Token[], range: Range): {readonly inner: Range; readonly collation: string | null} {
	const whole = unwrap(tokens, range);
	let at = whole.from;
	while (at < whole.to && tokens[at]?.text !== 'COLLATE') {
		at = (tokens[at]?.partner ?? at) + 1;
	}

	return at < whole.to
		? {inner: unwrap(tokens, {from: whole.from, to: at}), collation: tokens.slice(at + 1, whole.to).map(({text}) => text).join('')}
		: {inner: whole, collation: null};
}

/** One side of a comparison. */
export function readOperand(tokens: readonly Token[], range: Range): ReadOperand {
	const {inner, collation} = splitCollation(tokens, range);
	const open = tokens[inner.from];
	const cast = open?.text === '(' ? open.partner + 1 : -1;
	const asText = tokens[cast]?.kind === 'cast' && tokens[cast + 1]?.text === 'text' && cast + 2 === inner.to;
	const column = readColumn(tokens, asText ? unwrap(tokens, {from: inner.from, to: cast}) : inner);
	const first = tokens[inner.from];
	const alone = first?.kind === 'string' && (inner.to === inner.from + 1 || (tokens[inner.from + 1]?.kind === 'cast' && endOfType(tokens, inner.from + 2, inner.to) === inner.to));
	return {
		operand: column === null ? {kind: isSteady(tokens, inner) ? 'steady' : 'other'} : {kind: 'column', column: {...column, asText}},
		constant: first?.kind === 'number' && inner.to === inner.from + 1 ? first.text : alone ? first.text.slice(first.text.indexOf('\'') + 1, -1) : null,
		collation,
	};
}
