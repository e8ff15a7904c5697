import {lexSql} from './lex-sql.ts';
import {nameOfToken} from './name-of-token.ts';

/** A table's name as SQL writes it, `app."Table T"`, as pg_class has it. */
export function tableOfText(written: string): {readonly schema: string | null; readonly name: string} {
	const names = lexSql(written, '').filter(({kind}) => kind === 'word' || kind === 'quoted identifier').map(token => nameOfToken(token));
	const [first = '', second] = names;
	return second === undefined ? {schema: null, name: first} : {schema: first, name: second};
}
