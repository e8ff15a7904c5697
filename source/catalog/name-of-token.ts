import type {SqlToken} from './lex-sql.ts';

/** As pg_class has it: Postgres folds a name to lower case unless it is quoted. */
export function nameOfToken({kind, text}: SqlToken): string {
	return kind === 'quoted identifier' ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}
