import {quoteIdentifier} from './quote-identifier.ts';

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
 * server names no schema, and not which of a statement's rights is missing: for one that writes all it needs are named.
 */
export function missingRight(message: string, sql: string | undefined, user: string): string | null {
	const [, kind = '', name = ''] = denied.exec(message) ?? [];
	const right = rights[kind];
	if (right === undefined) {
		return null;
	}

	const [verb = ''] = /\b(?:insert|update|delete|merge)\b/i.exec(sql ?? '') ?? [];
	const asked = right === 'SELECT ON' ? writing[verb.toLowerCase()] ?? right : (kind === 'schema' && /^\s*create\b/i.test(sql ?? '') ? 'CREATE ON SCHEMA' : right);
	return `GRANT ${asked} ${quoteIdentifier(name)}${kind === 'function' ? '(...)' : ''} TO ${quoteIdentifier(user)}; by its owner or a superuser.`;
}
