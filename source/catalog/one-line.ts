import {PlanflipError} from '../errors.ts';
import {lexSql, type SqlToken} from './lex-sql.ts';
import {withEscapes} from '../text/unicode-escapes.ts';

const breaks = /[\n\r]/u;

/**
 * SQL of several lines on one, where a comment would swallow what follows: comments and breaks become spaces, a break inside a string or
 * a quoted name its escape. Text that does not lex stays.
 */
export function oneLine(sql: string): string {
	if (!/[\n\r]/.test(sql)) {
		return sql;
	}

	try {
		let end = 0;
		return joined(lexSql(sql, 'the statement'), sql).map(token => {
			const gap = token.start > end && end > 0 ? ' ' : '';
			end = token.end;
			return gap + withoutBreaks(token);
		}).join('');
	} catch (error) {
		if (error instanceof PlanflipError) {
			return sql;
		}

		throw error;
	}
}

/** 'a' and 'b' on the next line are one string, by the standard; on one line they would be an error. */
function joined(tokens: readonly SqlToken[], sql: string): readonly SqlToken[] {
	const whole: SqlToken[] = [];
	for (const token of tokens) {
		const last = whole.at(-1);
		if (last?.kind === 'string' && /^(?:[uU]&)?'/.test(last.text) && /^'/.test(token.text) && /[\n\r]/.test(sql.slice(last.end, token.start))) {
			whole[whole.length - 1] = {...last, text: last.text.slice(0, -1) + token.text.slice(1), end: token.end};
		} else {
			whole.push(token);
		}
	}

	return whole;
}

function withoutBreaks({kind, text}: SqlToken): string {
	if (!/[\n\r]/.test(text)) {
		return text;
	}

	if (kind === 'quoted identifier') {
		return /^[uU]&/.test(text) ? withEscapes(text, breaks, {escapedBefore: true}) : `U&"${withEscapes(text.slice(1, -1), breaks)}"`;
	}

	if (/^[uU]&/.test(text)) {
		return withEscapes(text, breaks, {escapedBefore: true});
	}

	if (/^e/i.test(text)) {
		const body = text.slice(2).replaceAll(/''|\\[^\n\r]|'\s*[\n\r]\s*'|\\/g, piece => piece === '\'\'' || /^\\./.test(piece) ? piece : '');
		return `E'${escaped(body)}`;
	}

	const body = text.startsWith('$') ? text.replaceAll(/^\$[^$]*\$|\$[^$]*\$$/g, '').replaceAll('\'', '\'\'') : text.slice(1, -1);
	return `E'${escaped(body.replaceAll('\\', '\\\\'))}'`;
}

function escaped(text: string): string {
	return text.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
