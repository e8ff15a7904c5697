import {lexSql, type SqlToken} from '../catalog/lex-sql.ts';
import {sanitise} from '../text/plain.ts';

/** What is not seen, steers a terminal or turns a line round; a blank that is none but a space, too. */
const steering = /[\u0000-\u001F\u007F-\u00A0\u061C\u200B\u200E\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF9-\uFFFF]/u;

/**
 * The same statement in printable characters: names and texts that hold others are written with Unicode escapes, `U&"caf\00E9"`, which
 * mean the same to the server. So a script can be read in any terminal, and nothing in it hides.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS-UESCAPE
 */
export function plainSql(sql: string): string {
	if (!steering.test(sql)) {
		return sql;
	}

	let end = 0;
	const tokens = lexSql(sql, 'the statement').map((token, at, all) => {
		const gap = sql.slice(end, token.start);
		end = token.end;
		return gap + (steering.test(token.text) ? escaped(token, all[at - 1]) : token.text);
	});
	return tokens.join('') + sql.slice(end);
}

/** Only what can be escaped without changing what it means: a string after E, B, X or U& has a word before it, or begins with it. */
function escaped(token: SqlToken, before: SqlToken | undefined): string {
	const plain = token.kind === 'quoted identifier' || (token.kind === 'string' && token.text.startsWith('\'') && !(before?.kind === 'word' && before.end === token.start));
	return plain ? `U&${token.text.replaceAll('\\', '\\\\').replace(new RegExp(steering, 'gu'), unicode)}` : token.text;
}

function unicode(character: string): string {
	return `\\${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A line of a comment: nothing in it can end the comment, or be taken for SQL. */
export function commentLine(text: string): string {
	return `-- ${sanitise(text, {maxLength: 1000})}`.trimEnd();
}
