import {PlanflipError} from '../errors.ts';
import {lexSql} from './lex-sql.ts';

/** SQL of several lines on one, where a comment would swallow what follows: comments and breaks become spaces. Text that does not lex stays. */
export function oneLine(sql: string): string {
	if (!/[\n\r]/.test(sql)) {
		return sql;
	}

	try {
		let end = 0;
		return lexSql(sql, 'the statement').map(token => {
			const gap = token.start > end && end > 0 ? ' ' : '';
			end = token.end;
			return gap + token.text;
		}).join('');
	} catch (error) {
		if (error instanceof PlanflipError) {
			return sql;
		}

		throw error;
	}
}
