import type {SqlParser} from './sql-parser.ts';

const name = 'pass(?:word|wd|wort|phrase|code|key)|pwd|kennwort|secret|token|api_?key|access_?key|private_?key|credential';
const secretNames = new RegExp(`${name}|^pass$|^pass_|_pass$`, 'i');
/** A connection string, or a setting, a key of JSON, of jsonpath, of hstore or of XML that is called like a secret. */
const secretTexts = new RegExp(`://[^/\\s:@]*:[^/\\s@]+@|(?:${name})\\w*["'\\\\]*\\s*(?:=|:(?!:)|>)\\s*\\S`, 'i');

/** Whether what is called so is likely to be a secret: a column, a parameter, a key of JSON. */
export function namesSecret(words: string): boolean {
	return secretNames.test(words);
}

/** Whether a text looks as if a secret were in it. */
export function holdsSecret(text: string): boolean {
	return secretTexts.test(text);
}

/** Whether a value is none of a catalogue's business: by the column that it stands against, or by how it looks. */
export function isSecret(words: string, literal: string): boolean {
	return namesSecret(words) || holdsSecret(literal);
}

/** Whether a constant or a comment of the statement looks as if a secret were in it. What does not parse may hold any. */
export function keepsSecret(parser: Pick<SqlParser, 'scan'>, sql: string): boolean {
	return parser.scan(sql).some(({tokenName, text}) => /SCONST|COMMENT/.test(tokenName) && holdsSecret(text));
}
