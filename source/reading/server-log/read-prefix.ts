import type {LogRecord} from './log-record.ts';

type Said = Pick<LogRecord, 'user' | 'database' | 'application'>;

/** `db=shop`, `app=psql`, as pgBadger asks for it; a value ends at a comma, a bracket, before the next name, or with the prefix. */
const named = (names: string) => new RegExp(`(?:^|[\\s,;:([])(?:${names})=(\\[unknown\\]|.*?)(?=[,;)\\]]|\\s+\\w+=|\\s*$)`, 's');
const database = named('db|database|dbname');
const user = named('user|usr');
const application = named('app|application|application_name');
/** `me@shop`, as Debian and RDS have it: `%q%u@%d `, `%u@%d:`. */
const userAtDatabase = /(?:^|[\s:,;([])([^\s:@,;()[\]]+)@([^\s:@,;()[\]]+)(?=[\s:,;)\]]|$)/g;

/** Who asked, where, with which program, as far as what log_line_prefix put before a message can be read without knowing it. */
export function readPrefix(prefix: string): Said {
	const said = (pattern: RegExp) => {
		const value = pattern.exec(prefix)?.[1] ?? '';
		return value === '' || value === '[unknown]' ? null : value;
	};

	const pairs = [...prefix.matchAll(userAtDatabase)];
	// Two could be anything.
	const [, someone = null, somewhere = null] = pairs.length === 1 ? pairs[0] ?? [] : [];
	return {user: said(user) ?? someone, database: said(database) ?? somewhere, application: said(application)};
}
