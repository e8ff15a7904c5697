import type {SqlToken} from './lex-sql.ts';
import {withoutEscapes} from '../text/unicode-escapes.ts';

/** As pg_class has it: Postgres folds a name to lower case unless it is quoted. `U&"..."` is read with the usual escape character. */
export function nameOfToken({kind, text}: Pick<SqlToken, 'kind' | 'text'>): string {
	if (kind !== 'quoted identifier') {
		return text.toLowerCase();
	}

	return /^[uU]&/.test(text) ? withoutEscapes(text.slice(3, -1).replaceAll('""', '"')) : text.slice(1, -1).replaceAll('""', '"');
}
