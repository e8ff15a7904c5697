import type {Term} from './condition.ts';
import {lexCondition, type Token} from './lex-condition.ts';
import {type Range, readOperand, type ReadOperand, unwrap} from './read-operand.ts';

type Operator = '=' | '<' | '<=' | '>' | '>=';

const mirrored: Readonly<Record<Operator, Operator>> = {'=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<='};
const patternOperators = new Set(['~~', '~~*', '~', '~*', '^@']);
/** `(id)::text = '5'`: nobody stores numbers and dates as text, so this is a cast that an index on the column does not serve. */
const looksCast = /^\{?[\d\s.,:+-]*\}?$/;

function isOperator(text: string): text is Operator {
	return Object.hasOwn(mirrored, text);
}

/** Places of the tokens that stand in no bracket. */
function topLevel(tokens: readonly Token[], {from, to}: Range): readonly number[] {
	const places: number[] = [];
	for (let at = from; at < to; at = (tokens[at]?.partner ?? at) + 1) {
		places.push(at);
	}

	return places;
}

/** What stands between the given places. */
function between(range: Range, places: readonly number[]): readonly Range[] {
	const starts = [range.from, ...places.map(place => place + 1)];
	return starts.map((from, index) => ({from, to: places[index] ?? range.to}));
}

function comparison(left: ReadOperand, operator: Operator, right: ReadOperand): Term {
	const [side, other, sign] = left.operand.kind === 'column' ? [left, right, operator] as const : [right, left, mirrored[operator]] as const;
	if (side.operand.kind !== 'column') {
		return {kind: 'expression'};
	}

	const cast = side.asText && other.constant !== null && looksCast.test(other.constant);
	if (cast || other.operand.kind === 'other') {
		return {kind: 'expression'};
	}

	return {kind: 'comparison', column: side.operand.column, operator: sign, with: other.operand};
}

function nullTest(tokens: readonly Token[], range: Range, is: number): Term {
	const {operand} = readOperand(tokens, {from: range.from, to: is});
	const words = tokens.slice(is, range.to).map(({text}) => text).join(' ');
	if (operand.kind !== 'column' || (words !== 'IS NULL' && words !== 'IS NOT NULL')) {
		return {kind: 'other'};
	}

	return {kind: words === 'IS NULL' ? 'is null' : 'is not null', column: operand.column};
}

function readTerm(tokens: readonly Token[], range: Range): Term {
	const places = topLevel(tokens, range);
	const is = places.find(place => tokens[place]?.text === 'IS');
	if (is !== undefined) {
		return nullTest(tokens, range, is);
	}

	const operators = places.filter(place => tokens[place]?.kind === 'operator');
	const [at = -1] = operators;
	const operator = tokens[at]?.text ?? '';
	// NOT (...), ANY (...): the operator inside of them means something else.
	if (operators.length !== 1 || tokens[range.from]?.text === 'NOT') {
		return {kind: 'other'};
	}

	const left = readOperand(tokens, {from: range.from, to: at});
	const list = tokens[at + 1]?.kind === 'name' && tokens[at + 2]?.text === '(' && tokens[at + 2]?.partner === range.to - 1;
	if (patternOperators.has(operator)) {
		return left.operand.kind === 'column' ? {kind: 'pattern', column: left.operand.column} : {kind: 'other'};
	}

	if (!isOperator(operator)) {
		return {kind: 'other'};
	}

	if (list && (tokens[at + 1]?.text === 'ANY' || tokens[at + 1]?.text === 'ALL')) {
		const right = readOperand(tokens, {from: at + 2, to: range.to});
		const cast = left.asText && right.constant !== null && looksCast.test(right.constant);
		return tokens[at + 1]?.text === 'ANY' && operator === '=' && left.operand.kind === 'column' && right.operand.kind === 'steady' && !cast
			? {kind: 'any', column: left.operand.column}
			: {kind: 'other'};
	}

	return comparison(left, operator, readOperand(tokens, {from: at + 1, to: range.to}));
}

/**
 * Reads a condition as Postgres prints it (ruleutils.c: every operand of AND and every nested operator in brackets) into the terms
 * that AND joins. It is careful: what is not plainly one column compared with something is `other`, and no index is made of it.
 */
export function readCondition(text: string): readonly Term[] {
	const tokens = lexCondition(text);
	if (tokens === null || tokens.length === 0) {
		return [{kind: 'other'}];
	}

	const terms: Term[] = [];
	const open: Range[] = [{from: 0, to: tokens.length}];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const range = unwrap(tokens, next);
		const places = topLevel(tokens, range);
		const ands = places.filter(place => tokens[place]?.text === 'AND');
		if (places.some(place => tokens[place]?.text === 'OR')) {
			terms.push({kind: 'or'});
		} else if (ands.length > 0 && tokens[range.from]?.text !== 'CASE') {
			open.push(...between(range, ands).toReversed());
		} else {
			terms.push(readTerm(tokens, range));
		}
	}

	return terms;
}
