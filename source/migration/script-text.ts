import {sanitise} from '../text/plain.ts';

const unseen = /[\u0000-\u001F\u007F-\u00A0\u061C\u200B\u200E\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF9-\uFFFF\uD800-\uDFFF]/g;

/** A string of TypeScript, in printable characters. */
export function scriptString(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll('\'', '\\\'').replaceAll(unseen, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}

/** What stands between the backticks of sql`...`: printable already, as plainSql leaves it. */
export function templateText(sql: string): string {
	return sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/** A line of a comment: nothing in it can end the comment, or be taken for code. */
export function scriptComment(text: string): string {
	return `// ${sanitise(text, {maxLength: 1000})}`.trimEnd();
}
