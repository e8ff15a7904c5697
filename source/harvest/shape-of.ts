import {lexSql} from '../catalog/lex-sql.ts';

/**
 * What of a text is the same whatever its constants are: a tenth of what a parser takes, which in a log asks again and again for the same.
 * @throws PlanflipError input, for a string, quoted name or comment that never ends.
 */
export function shapeOf(sql: string): string {
	return lexSql(sql, 'the statement').map(({kind, text}) => kind === 'string' ? '\'' : (kind === 'number' ? '0' : text)).join(' ');
}
