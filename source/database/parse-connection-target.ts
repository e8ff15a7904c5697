import {existsSync} from 'node:fs';
import {homedir, userInfo} from 'node:os';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import type {ConnectionTarget} from './connection-target.ts';
import {parseConnectionUrl, type ConnectionUrl} from './parse-connection-url.ts';
import {readPasswordFile} from './read-password-file.ts';
import {readService} from './read-service-file.ts';
import {tlsOptions} from './tls-options.ts';

export interface ConnectionSource {
	/** --database-url; DATABASE_URL of the environment otherwise. */
	readonly url?: string | undefined;
	readonly env: Readonly<Record<string, string | undefined>>;
}

const nothing: ConnectionUrl = {user: null, password: null, host: null, port: null, database: null, parameters: new Map()};
/** Folders where a server puts its unix socket: Debian's and Red Hat's, then PostgreSQL's own default. */
const socketFolders = ['/var/run/postgresql', '/run/postgresql', '/tmp'];

/**
 * The server that the user means; null when nothing names one: no URL, no service, and none of PGHOST, PGHOSTADDR and PGDATABASE; a user and a port alone name no place.
 * What a URL leaves out comes from its service, or PGSERVICE's, then from the PG* variables, then from ~/.pgpass and libpq's defaults. Throws a `usage` error.
 */
export function parseConnectionTarget({url, env}: ConnectionSource): ConnectionTarget | null {
	const [text, where] = url === undefined ? [env['DATABASE_URL'], 'DATABASE_URL'] : [url, '--database-url'];
	const fromUrl = text === undefined || (text === '' && url === undefined) ? null : parseConnectionUrl(text, where);
	if (fromUrl === null && !env['PGSERVICE'] && !env['PGHOST'] && !env['PGHOSTADDR'] && !env['PGDATABASE']) {
		return null;
	}

	const {parameters: own, ...parts} = fromUrl ?? nothing;
	const parameters = withService(own, parts, env);
	const given = (name: string, variable: string) => parameters.get(name) || env[variable] || null;
	const port = portOf(parameters.get('port') ?? parts.port ?? env['PGPORT'] ?? '5432', where);
	const host = parameters.get('hostaddr') ?? parameters.get('host') ?? parts.host ?? (env['PGHOSTADDR'] || env['PGHOST'] || defaultHost(port));
	if (host.includes(',')) {
		throw new PlanflipError('usage', {message: 'several hosts are given', where, hint: 'Name one host.'});
	}

	const user = parameters.get('user') ?? parts.user ?? (env['PGUSER'] || userInfo().username);
	const database = parameters.get('dbname') ?? parts.database ?? (env['PGDATABASE'] || user);
	const passwordFile = given('passfile', 'PGPASSFILE') ?? path.join(homedir(), '.pgpass');
	const password = parameters.get('password') ?? parts.password ?? (env['PGPASSWORD'] || readPasswordFile(passwordFile, {host, port, user, database}));
	return {
		kind: 'ConnectionTarget',
		host,
		port,
		user,
		database,
		password: () => password,
		tls: tlsOptions({given, parameters, host, where}),
		options: given('options', 'PGOPTIONS'),
	};
}

/** The parameters of the URL, and below them those of the service; a part that stands in the URL itself is before both. */
function withService(own: ConnectionUrl['parameters'], {user, password, host, port, database}: Omit<ConnectionUrl, 'parameters'>, env: ConnectionSource['env']): ConnectionUrl['parameters'] {
	const service = own.get('service') || env['PGSERVICE'];
	if (!service) {
		return own;
	}

	const said = new Set([...Object.entries({user, password, host, hostaddr: host, port, dbname: database}).flatMap(([name, value]) => value === null ? [] : [name]), ...(own.has('host') ? ['hostaddr'] : [])]);
	return new Map([...[...readService(service, {env, home: homedir()})].filter(([name]) => !said.has(name)), ...own]);
}

function portOf(text: string, where: string): number {
	const port = /^\d+$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > 65_535) {
		throw new PlanflipError('usage', {message: 'the port is no number from 1 to 65535', where, hint: 'PostgreSQL\'s own port is 5432.'});
	}

	return port;
}

function defaultHost(port: number): string {
	return socketFolders.find(folder => existsSync(path.join(folder, `.s.PGSQL.${port}`))) ?? 'localhost';
}
