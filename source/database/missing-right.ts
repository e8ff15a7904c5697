import {quoteForReader} from './quote-identifier.ts';

/** The right that a kind of object asks for first. */
const rights: Readonly<Record<string, string>> = {
	'table': 'SELECT ON',
	'view': 'SELECT ON',
	'materialized view': 'SELECT ON',
	'foreign table': 'SELECT ON',
	'schema': 'USAGE ON SCHEMA',
	'sequence': 'USAGE ON SEQUENCE',
	'database': 'CONNECT ON DATABASE',
	'function': 'EXECUTE ON FUNCTION',
	'language': 'USAGE ON LANGUAGE',
	'foreign server': 'USAGE ON FOREIGN SERVER',
};

const denied = new RegExp(`^permission denied for (${Object.keys(rights).join('|')}) "?(.+?)"?$`, 's');

const writing: Readonly<Record<string, string>> = {insert: 'SELECT, INSERT ON', update: 'SELECT, UPDATE ON', delete: 'SELECT, DELETE ON', merge: 'SELECT, INSERT, UPDATE, DELETE ON'};

/**
 * The GRANT that `permission denied for table shots` asks for; null for other words, and those of a server that speaks another language. The
 * server names no schema, which the statement may, and not which of a statement's rights is missing: for one that writes all it needs are named.
 */
export function missingRight(message: string, sql: string | undefined, user: string): string | null {
	const [, kind = '', name = ''] = denied.exec(message) ?? [];
	const right = rights[kind];
	if (right === undefined) {
		return null;
	}

	const [verb = ''] = /\b(?:insert|update|delete|merge)\b/i.exec(sql ?? '') ?? [];
	const asked = right === 'SELECT ON' ? writing[verb.toLowerCase()] ?? right : (kind === 'schema' && /^\s*create\b/i.test(sql ?? '') ? 'CREATE ON SCHEMA' : right);
	const schema = right === 'SELECT ON' ? schemaIn(sql ?? '', name) : null;
	return `GRANT ${asked} ${schema === null ? '' : `${quoteForReader(schema)}.`}${quoteForReader(name)}${kind === 'function' ? '(...)' : ''} TO ${quoteForReader(user)}; by its owner or a superuser.`;
}

/** A name, quoted or not, as a statement has it. */
const written = '"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*';
const tableNamed = new RegExp(`\\b(?:from|join|update|into|only|using)\\s+(?:only\\s+)?(${written})\\s*\\.\\s*(${written})`, 'giu');

/** Which schema a statement says for a table; null where it says none, or two. */
function schemaIn(sql: string, table: string): string | null {
	const schemas = new Set([...sql.matchAll(tableNamed)].filter(([, , name = '']) => meant(name) === table).map(([, schema = '']) => meant(schema)));
	const [schema = null, ...others] = schemas;
	return others.length === 0 ? schema : null;
}

/** The name that is meant: without its quotes, or in lower case. */
function meant(name: string): string {
	return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.replaceAll(/[A-Z]/g, letter => letter.toLowerCase());
}
