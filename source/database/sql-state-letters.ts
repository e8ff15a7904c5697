import type {ErrorKind} from '../errors.ts';
import {whatBecame} from './what-became.ts';

export interface StateLetter {
	readonly kind: ErrorKind;
	/** What to do next; the server's own hint, when it gives one, is better. */
	readonly hint?: string;
	/** It ended a statement in the middle: what became of that is told, too. */
	readonly ended?: true;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; a class (two characters) speaks for its states. */
const letters: ReadonlyMap<string, StateLetter> = new Map<string, StateLetter>([
	['08', {kind: 'connection', ended: true}],
	['08P01', {kind: 'input', hint: 'Give a value for every parameter ($1, $2 ...), and none for others.'}],
	['22021', {kind: 'input', hint: 'A text there is not in UTF-8, as in a database with SQL_ASCII: ask for other rows, or give a value of plain letters.'}],
	['22P02', {kind: 'input', hint: 'A value does not fit its type: look at the parameters, and at literals in the statement.'}],
	['22007', {kind: 'input', hint: 'Write dates as 2024-12-31 and times as 23:59:59.'}],
	['25006', {kind: 'permission', hint: 'The server or the user is read-only: connect to the primary, or as a user who may write.'}],
	['25P02', {kind: 'input', hint: 'An earlier statement of this transaction failed: roll back and start again.'}],
	['25P03', {kind: 'connection', ended: true}],
	['25P04', {kind: 'connection', ended: true}],
	['26', {kind: 'input', hint: 'A prepared statement is unknown to the server: a connection pooler in transaction mode is in between; connect to the server directly.'}],
	['28', {kind: 'permission', hint: 'pg_hba.conf of the server decides who may connect from where, and whether TLS is required: ask its administrator.'}],
	['28P01', {kind: 'permission', hint: 'Check user and password: in the URL, PGUSER and PGPASSWORD, or ~/.pgpass. In a URL, percent-encode special characters.'}],
	['3D000', {kind: 'connection', hint: 'Name an existing database: the last part of the URL, or PGDATABASE.'}],
	['3F000', {kind: 'input', hint: 'Check the schema\'s name and the search path.'}],
	['40001', {kind: 'input', hint: 'Try again. A standby ends statements that keep it from following its primary: max_standby_streaming_delay gives them longer, hot_standby_feedback = on keeps most of them alive.'}],
	['40P01', {kind: 'input', hint: 'This statement and another session, perhaps another planflip, waited for locks of each other: try again when that session is done.'}],
	['42501', {kind: 'permission', hint: 'The user has no right to this: connect as the owner, or have it granted.'}],
	['42601', {kind: 'input', hint: 'Correct the SQL there.'}],
	['42703', {kind: 'input', hint: 'Check the column\'s name; one with capitals needs "double quotes".'}],
	['42704', {kind: 'input', hint: 'Check the name, and that its extension is installed.'}],
	['42883', {kind: 'input', hint: 'Check the name and the argument types, or add a cast such as $1::uuid.'}],
	['42P01', {kind: 'input', hint: 'Check the table\'s name and the search path.'}],
	['42P02', {kind: 'input', hint: 'Describe this parameter in the card of the query.'}],
	['42P18', {kind: 'input', hint: 'Postgres cannot tell the type of a parameter: add a cast such as $1::uuid.'}],
	['53', {kind: 'input', hint: 'The server has not the memory or the disk for this: ask for less, or ask its administrator.'}],
	['53100', {kind: 'input', hint: 'A disk of the server is full. Make room there; a sort or hash that spills needs none with more memory: PGOPTIONS=\'-c work_mem=256MB\'.'}],
	['53300', {kind: 'connection', hint: 'No connection is free for this user: close others, or raise the limit (max_connections, or CONNECTION LIMIT of the role or the database).'}],
	['55P03', {kind: 'input', hint: 'Another session, perhaps another planflip, holds a lock on it: try again when that session is done.'}],
	['57014', {kind: 'input', hint: 'statement_timeout ended it, or another session cancelled it.'}],
	['57P01', {kind: 'connection', hint: 'The server, or its administrator, closed the connection.', ended: true}],
	['57P02', {kind: 'connection', hint: 'Another backend of the server crashed.', ended: true}],
	['57P03', {kind: 'connection', hint: 'The server is starting up, shutting down or recovering: wait, then try again.'}],
	['57P04', {kind: 'connection', hint: 'The database was dropped: name another one.'}],
	['57P05', {kind: 'connection', ended: true}],
]);

/** Kind and hint of a SQLSTATE: its own, else its class's, else a mistake in the statement. */
export function letterOf(sqlState: string, sql?: string): Pick<StateLetter, 'kind' | 'hint'> {
	const {kind, hint, ended} = letters.get(sqlState) ?? letters.get(sqlState.slice(0, 2)) ?? {kind: 'input'};
	const whole = ended === true ? [...(hint === undefined ? [] : [hint]), whatBecame(sql)].join(' ') : hint;
	return whole === undefined ? {kind} : {kind, hint: whole};
}
