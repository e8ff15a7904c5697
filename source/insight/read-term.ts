import type {Column, Operator, Term} from './condition.ts';
import {isPrefix} from './is-prefix.ts';
import type {Token} from './lex-condition.ts';
import {readContained} from './read-contained.ts';
import {readExpression} from './read-expression.ts';
import {type Range, readOperand, type ReadOperand, unwrap} from './read-operand.ts';
import {sourceText} from './source-text.ts';
import {topLevel} from './top-level.ts';

const mirrored: Readonly<Record<Operator, Operator>> = {'=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<='};
const patternOperators = new Set(['~~', '~~*', '~', '~*', '^@']);
/** What the other side of a containment is to this side. */
const turned: Readonly<Record<string, string>> = {'@>': '<@', '<@': '@>', '<<': '>>', '>>': '<<', '<<=': '>>=', '>>=': '<<='};
/** `(id)::text = '5'`: nobody stores numbers and dates as text, so this is a cast that an index on the column does not serve. */
const looksCast = /^\{?[\d\s.,:+-]*\}?$/;

function isOperator(text: string): text is Operator {
	return Object.hasOwn(mirrored, text);
}

/** A term that is being read: the condition, its tokens, and what of them the term is. */
interface Reading {
	readonly condition: string;
	readonly tokens: readonly Token[];
	readonly range: Range;
}

function collated(column: Column, ...sides: readonly ReadOperand[]): Column {
	const collation = sides.find(side => side.collation !== null)?.collation ?? null;
	return collation === null ? column : {
		...column,
		words: `${column.name}_${collation.replaceAll(/[^\p{L}\p{N}]+/gu, '')}`,
		printed: `${column.printed} COLLATE ${collation}`,
	};
}

function comparison({condition, tokens}: Reading, sides: readonly [Range, Range], operator: Operator): Term {
	const [left, right] = [readOperand(tokens, sides[0]), readOperand(tokens, sides[1])];
	const [side, other, sign] = left.operand.kind === 'column' ? [left, right, operator] as const : [right, left, mirrored[operator]] as const;
	if (side.operand.kind !== 'column') {
		const [expression, value, its] = right.operand.kind === 'steady' ? [sides[0], right, operator] as const : [sides[1], left, mirrored[operator]] as const;
		return {kind: 'expression', key: value.operand.kind === 'steady' && value.collation === null ? readExpression(condition, tokens, expression) : null, operator: its};
	}

	const {column} = side.operand;
	const cast = column.asText && other.constant !== null && looksCast.test(other.constant);
	if (cast || other.operand.kind === 'other') {
		return {kind: 'expression', key: null, operator: sign};
	}

	return {kind: 'comparison', column: collated(column, side, other), operator: sign, with: other.operand};
}

/** `= ANY (list)`, `<> ALL (list)`; of a list of the row's own, only its name is of interest. */
function listed({condition, tokens, range}: Reading, at: number, operator: Operator | '<>'): Term {
	const word = tokens[at + 1]?.text;
	const left = readOperand(tokens, {from: range.from, to: at});
	const right = readOperand(tokens, {from: at + 2, to: range.to});
	if (word === 'ALL') {
		return operator === '<>' ? unequal({condition, tokens, range}, left, right) : {kind: 'other'};
	}

	if (operator !== '=') {
		return {kind: 'other'};
	}

	if (left.operand.kind === 'steady' && right.operand.kind === 'column') {
		return {kind: 'member', column: right.operand.column};
	}

	if (right.operand.kind !== 'steady') {
		return {kind: 'other'};
	}

	if (left.operand.kind !== 'column') {
		const key = right.collation === null ? readExpression(condition, tokens, {from: range.from, to: at}) : null;
		return key === null ? {kind: 'other'} : {kind: 'expression', key, operator: '='};
	}

	const {column} = left.operand;
	const cast = column.asText && right.constant !== null && looksCast.test(right.constant);
	return cast ? {kind: 'other'} : {kind: 'any', column: collated(column, left, right)};
}

/** A partial index can leave out a constant, and only a constant: a parameter is not known when it is built. */
function unequal({condition, tokens, range}: Reading, left: ReadOperand, right: ReadOperand): Term {
	const [side, other] = left.operand.kind === 'column' ? [left, right] : [right, left];
	return side.operand.kind === 'column' && other.operand.kind === 'steady' && other.constant !== null
		? {kind: 'unequal', column: side.operand.column, text: sourceText(condition, tokens, range)}
		: {kind: 'other'};
}

/** `IS NULL` and its kin; a boolean by itself is one of them. */
function test({condition, tokens, range}: Reading, is: number): Term {
	const not = tokens[range.from]?.text === 'NOT' && is === range.to;
	const {operand} = readOperand(tokens, {from: range.from + (not ? 1 : 0), to: is});
	const words = tokens.slice(is, range.to).map(({text}) => text).join(' ');
	if (operand.kind !== 'column' || operand.column.asText) {
		return {kind: 'other'};
	}

	const {column} = operand;
	const text = sourceText(condition, tokens, range);
	switch (words) {
		case '':
		case 'IS TRUE':
		case 'IS FALSE':
			return {kind: 'flag', column, text};
		case 'IS NULL':
			return {kind: 'is null', column, text};
		case 'IS NOT NULL':
			return {kind: 'is not null', column, text};
		default:
			return {kind: 'other'};
	}
}

/** Of `ROW(a, b) > ROW(1, 2)` the columns, when that is what it is. */
function rowOf({tokens}: Reading, left: Range, right: Range): readonly Column[] | null {
	const [open, values] = [tokens[left.from + 1], tokens[right.from + 1]];
	if (tokens[left.from]?.text !== 'ROW' || tokens[right.from]?.text !== 'ROW' || open?.partner !== left.to - 1 || values?.partner !== right.to - 1) {
		return null;
	}

	const parts = (range: Range) => {
		const commas = topLevel(tokens, range).filter(place => tokens[place]?.text === ',');
		return [range.from, ...commas.map(place => place + 1)].map((from, index) => readOperand(tokens, {from, to: commas[index] ?? range.to}).operand);
	};
	const columns = parts({from: left.from + 2, to: left.to - 1}).flatMap(operand => operand.kind === 'column' && !operand.column.asText ? [operand.column] : []);
	const steady = parts({from: right.from + 2, to: right.to - 1}).filter(({kind}) => kind === 'steady');
	return columns.length === steady.length && columns.length > 1 ? columns : null;
}

function contained({condition, tokens, range}: Reading, at: number, operator: string): Term {
	const sides = [{from: range.from, to: at}, {from: at + 1, to: range.to}] as const;
	const [left, right] = sides.map(side => readOperand(tokens, side));
	const mirror = left?.operand.kind === 'steady';
	const [side, value] = mirror ? [right, sides[0]] : [left, sides[1]];
	const vector = mirror ? null : vectorOf(condition, tokens, sides[0]);
	if (vector === null && (side?.operand.kind !== 'column' || (mirror ? left : right)?.operand.kind !== 'steady')) {
		return {kind: 'other'};
	}

	const column = vector ?? (side?.operand.kind === 'column' ? side.operand.column : null);
	const found = column === null ? null : readContained(column, mirror ? turned[operator] ?? operator : operator, sourceText(condition, tokens, value));
	return found === null ? {kind: 'other'} : {kind: 'contained', contained: found};
}

/** `to_tsvector('english'::regconfig, body)`: with the configuration named it is immutable. */
function vectorOf(condition: string, tokens: readonly Token[], range: Range): Column | null {
	const {from, to} = unwrap(tokens, range);
	const [call, open, config, , type, comma] = tokens.slice(from, from + 6);
	const {operand} = readOperand(tokens, {from: from + 6, to: to - 1});
	return call?.text === 'to_tsvector' && open?.partner === to - 1 && config?.kind === 'string' && type?.text === 'regconfig' && comma?.text === ',' && operand.kind === 'column'
		? {...operand.column, name: `to_tsvector_${operand.column.name}`, printed: sourceText(condition, tokens, {from, to}), asText: false}
		: null;
}

/** One of the conditions that AND or OR joins. What is not plainly a column compared with something is `other`. */
export function readTerm(condition: string, tokens: readonly Token[], range: Range): Term {
	const reading = {condition, tokens, range};
	const places = topLevel(tokens, range);
	const is = places.find(place => tokens[place]?.text === 'IS');
	const operators = places.filter(place => tokens[place]?.kind === 'operator');
	const [at = -1] = operators;
	if (is !== undefined || operators.length === 0) {
		return test(reading, is ?? range.to);
	}

	const operator = tokens[at]?.text ?? '';
	// NOT (...): the operator inside of it means something else.
	if (operators.length !== 1 || tokens[range.from]?.text === 'NOT') {
		return {kind: 'other'};
	}

	const sides = [{from: range.from, to: at}, {from: at + 1, to: range.to}] as const;
	const isList = tokens[at + 1]?.kind === 'name' && tokens[at + 2]?.text === '(' && tokens[at + 2]?.partner === range.to - 1;
	if (isList && (tokens[at + 1]?.text === 'ANY' || tokens[at + 1]?.text === 'ALL')) {
		return isOperator(operator) || operator === '<>' ? listed(reading, at, operator) : {kind: 'other'};
	}

	if (patternOperators.has(operator)) {
		const {operand} = readOperand(tokens, sides[0]);
		const column = operand.kind === 'column' ? operand.column : readExpression(condition, tokens, sides[0]);
		const {constant} = readOperand(tokens, sides[1]);
		return column === null ? {kind: 'other'} : {kind: 'pattern', column, prefix: constant !== null && isPrefix(operator, constant)};
	}

	if (operator === '<>') {
		return unequal(reading, readOperand(tokens, sides[0]), readOperand(tokens, sides[1]));
	}

	const columns = isOperator(operator) && operator !== '=' ? rowOf(reading, ...sides) : null;
	return columns !== null ? {kind: 'row', columns}
		: (isOperator(operator) ? comparison(reading, sides, operator) : contained(reading, at, operator));
}
