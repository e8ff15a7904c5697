import {lexSql, type SqlToken} from './lex-sql.ts';
import {nameOfToken} from './name-of-token.ts';

/** NAMEDATALEN - 1, in bytes. */
const longestName = 63;

/**
 * The name that Postgres gives an index without one: table, columns (INCLUDE's too) and `idx`, with a number where that is
 * taken; the longer of the two parts gives way to the limit. An expression goes by its function, or is `expr`.
 * indexcmds.c, ChooseRelationName and makeObjectName.
 */
export function chooseIndexName(table: string, columns: readonly string[], taken: ReadonlySet<string>): string {
	const parts: string[] = [];
	for (const column of columns) {
		const wanted = columnName(column);
		let name = wanted;
		for (let number = 1; parts.includes(name); number++) {
			name = `${clipBytes(wanted, longestName - String(number).length)}${number}`;
		}

		parts.push(name);
	}

	const together = clipBytes(parts.join('_'), longestName + 1);
	for (let pass = 0; ; pass++) {
		const name = objectName(table, together, `idx${pass === 0 ? '' : pass}`);
		if (!taken.has(name)) {
			return name;
		}
	}
}

function objectName(table: string, columns: string, label: string): string {
	let [first, second] = [bytes(table), bytes(columns)];
	while (first + second > longestName - label.length - 2) {
		if (first > second) {
			first--;
		} else {
			second--;
		}
	}

	return `${clipBytes(table, first)}_${clipBytes(columns, second)}_${label}`;
}

/** `scene_id desc` is scene_id, `lower(email)` lower, `(a.f(x))` f, `(x || y)` expr. */
function columnName(key: string): string {
	let tokens: readonly SqlToken[] = lexSql(key, 'the statement');
	while (tokens[0]?.text === '(') {
		tokens = tokens.slice(1, tokens.length - 1 - [...tokens].reverse().findIndex(({text}) => text === ')'));
		if (tokens[0]?.text !== '(' && !isCallOrName(tokens)) {
			return 'expr';
		}
	}

	let at = 0;
	while (tokens[at + 1]?.text === '.') {
		at += 2;
	}

	const name = tokens[at];
	return name === undefined || (name.kind !== 'word' && name.kind !== 'quoted identifier') ? 'expr' : nameOfToken(name);
}

/** One name, qualified or not, and at most the parentheses of a call behind it. */
function isCallOrName(tokens: readonly SqlToken[]): boolean {
	let at = 1;
	while (tokens[at]?.text === '.') {
		at += 2;
	}

	if (tokens[at]?.text !== '(') {
		return at === tokens.length;
	}

	let depth = 0;
	for (; at < tokens.length; at++) {
		depth += tokens[at]?.text === '(' ? 1 : (tokens[at]?.text === ')' ? -1 : 0);
		if (depth === 0) {
			break;
		}
	}

	return at === tokens.length - 1;
}

function bytes(text: string): number {
	return new TextEncoder().encode(text).length;
}

function clipBytes(text: string, room: number): string {
	let clipped = '';
	let left = room;
	for (const character of text) {
		left -= bytes(character);
		if (left < 0) {
			break;
		}

		clipped += character;
	}

	return clipped;
}
