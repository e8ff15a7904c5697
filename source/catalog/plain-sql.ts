import {sanitise} from '../text/plain.ts';
import {lexSql, type SqlToken} from './lex-sql.ts';
import {steering, withEscapes} from '../text/unicode-escapes.ts';

/** The same, but for what a text of several lines is laid out with. */
const hidden = new RegExp(`(?![\\t\\n\\r])${steering.source}`, 'u');
/** What a text of several lines may hold: a return belongs to a line's end, by itself it would take a reader back to its beginning. */
const unlined = new RegExp(`(?![\\t\\n]|\\r\\n)${steering.source}`, 'u');

export interface PlainSqlOptions {
	/** Line breaks and tabs within texts stay as they are; within names they never do. */
	readonly breaks?: boolean;
}

/**
 * The same statement in printable characters: names and texts that hold others are written with Unicode escapes, `U&"caf\00E9"`, which
 * mean the same to the server. So a script can be read in any terminal, and nothing in it hides. In comments a blank stands for them.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS-UESCAPE
 */
export function plainSql(sql: string, {breaks = false}: PlainSqlOptions = {}): string {
	if (!steering.test(sql)) {
		return sql;
	}

	let end = 0;
	const between = (gap: string) => gap.replace(new RegExp(hidden, 'gu'), ' ').replaceAll(/\r(?!\n)/g, '\n');
	const written = literalsOf(lexSql(sql, 'the statement'), sql).map(([first, ...others], at, all) => {
		const whole = [first, ...others].map(part => {
			const gap = between(sql.slice(end, part.start));
			end = part.end;
			return {gap, part};
		});
		const unwanted = breaks && first.kind === 'string' ? unlined : steering;
		const untold = whole.every(({part: {text}}) => !unwanted.test(text)) || isMarked(all[at - 1]?.at(-1), first) || all[at + 1]?.[0].text.toLowerCase() === 'uescape';
		return whole.map(({gap, part}) => gap + (untold ? part.text : escaped(part, first, unwanted))).join('');
	});
	return written.join('') + between(sql.slice(end));
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
	const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
	return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

/** A line of a comment: nothing in it can end the comment, or be taken for SQL. */
export function commentLine(text: string): string {
	return `-- ${sanitise(text, {maxLength: 1000})}`.trimEnd();
}
