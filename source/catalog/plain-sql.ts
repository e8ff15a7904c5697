import {sanitise} from '../text/plain.ts';
import {lexSql, type SqlToken} from './lex-sql.ts';
import {steering, withEscapes} from './unicode-escapes.ts';

/** The same, but for what a text of several lines is laid out with. */
const hidden = new RegExp(`(?![\\t\\n\\r])${steering.source}`, 'u');

export interface PlainSqlOptions {
	/** Line breaks and tabs within names and texts stay as they are. */
	readonly breaks?: boolean;
}

/**
 * The same statement in printable characters: names and texts that hold others are written with Unicode escapes, `U&"caf\00E9"`, which
 * mean the same to the server. So a script can be read in any terminal, and nothing in it hides. In comments a blank stands for them.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS-UESCAPE
 */
export function plainSql(sql: string, {breaks = false}: PlainSqlOptions = {}): string {
	const unwanted = breaks ? hidden : steering;
	if (!unwanted.test(sql)) {
		return sql;
	}

	let end = 0;
	const written = literalsOf(lexSql(sql, 'the statement'), sql).map(([first, ...others], at, all) => {
		const whole = [first, ...others].map(part => {
			const gap = sql.slice(end, part.start).replace(new RegExp(hidden, 'gu'), ' ');
			end = part.end;
			return {gap, part};
		});
		const untold = whole.every(({part: {text}}) => !unwanted.test(text)) || isMarked(all[at - 1]?.at(-1), first) || all[at + 1]?.[0].text.toLowerCase() === 'uescape';
		return whole.map(({gap, part}) => gap + (untold ? part.text : escaped(part, first, unwanted))).join('');
	});
	return written.join('') + sql.slice(end).replace(new RegExp(hidden, 'gu'), ' ');
}

/** Strings that a line break parts are one literal: what the first is, the others are. Everything else stands alone. */
function literalsOf(tokens: readonly SqlToken[], sql: string): ReadonlyArray<readonly [SqlToken, ...SqlToken[]]> {
	const literals: Array<[SqlToken, ...SqlToken[]]> = [];
	for (const token of tokens) {
		const open = literals.at(-1);
		const last = open?.at(-1);
		const goesOn = last?.kind === 'string' && /^(?:[uU]&)?'/.test(last.text) && token.text.startsWith('\'') && /[\n\r]/.test(sql.slice(last.end, token.start));
		if (open !== undefined && goesOn) {
			open.push(token);
		} else {
			literals.push([token]);
		}
	}

	return literals;
}

/** B'...', X'...' and N'...' know no escapes. */
function isMarked(before: SqlToken | undefined, {kind, text, start}: SqlToken): boolean {
	return kind === 'string' && text.startsWith('\'') && before?.kind === 'word' && before.end === start;
}

function escaped(token: SqlToken, first: SqlToken, unwanted: RegExp): string {
	const {kind, text} = token;
	if (kind === 'word') {
		// Folded as the server folds what is not quoted.
		return `U&"${withEscapes(text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase()), unwanted)}"`;
	}

	if (/^[eE]'/.test(text)) {
		// Breaks stay: between the parts of one that goes on they are none of its text.
		return text.replaceAll(/\\([^])|[^]/gu, (piece, after?: string) => hidden.test(after ?? piece) ? inEscapeString(after ?? piece) : piece);
	}

	if (text.startsWith('$')) {
		const tag = /^\$[^$]*\$/.exec(text)?.[0] ?? '';
		return `U&'${withEscapes(text.slice(tag.length, -tag.length).replaceAll('\'', '\'\''), unwanted)}'`;
	}

	const escapedBefore = /^[uU]&/.test(first.text);
	return `${escapedBefore || token !== first ? '' : 'U&'}${withEscapes(text, unwanted, {escapedBefore})}`;
}

function inEscapeString(character: string): string {
	return `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A line of a comment: nothing in it can end the comment, or be taken for SQL. */
export function commentLine(text: string): string {
	return `-- ${sanitise(text, {maxLength: 1000})}`.trimEnd();
}
