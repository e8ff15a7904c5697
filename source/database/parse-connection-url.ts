import {PlanflipError} from '../errors.ts';

/** What a connection URL says; null or absent where it says nothing. */
export interface ConnectionUrl {
	readonly user: string | null;
	readonly password: string | null;
	readonly host: string | null;
	readonly port: string | null;
	readonly database: string | null;
	/** Of its query part; the same names as libpq's. */
	readonly parameters: ReadonlyMap<string, string>;
}

/** As libpq reads it, which is not as URL does: a `#` or `?` in the password is not special, an empty host is allowed. */
const form = /^postgres(?:ql)?:\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<host>\[[^\]]*\]|[^:@/?,]*)(?::(?<port>\d*))?(?:\/(?<database>[^?@]*))?(?:\?(?<query>[^@]*))?$/;

/**
 * postgres:// or postgresql://. Anything else is a usage error, which never quotes the URL: a password may be in it.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseConnectionUrl(url: string, where: string): ConnectionUrl {
	const parts = form.exec(url.trim())?.groups;
	if (parts === undefined) {
		throw notUnderstood(where);
	}

	try {
		return {
			user: decoded(parts['user']),
			password: decoded(parts['password']),
			host: decoded(parts['host']?.replace(/^\[(.*)\]$/, '$1')),
			port: decoded(parts['port']),
			database: decoded(parts['database']),
			parameters: new Map((parts['query'] ?? '').split('&').filter(pair => pair !== '').map(pair => {
				const [name = '', value = ''] = pair.split(/=(.*)/s);
				return [decodeURIComponent(name), decodeURIComponent(value)];
			})),
		};
	} catch (error) {
		if (error instanceof URIError) {
			throw notUnderstood(where);
		}

		throw error;
	}
}

function decoded(part: string | undefined): string | null {
	return part === undefined || part === '' ? null : decodeURIComponent(part);
}

function notUnderstood(where: string): PlanflipError {
	return new PlanflipError('usage', {
		message: 'the database URL is not understood',
		where,
		hint: 'Write postgres://user:password@host:5432/database?sslmode=require, with special characters percent-encoded (@ is %40, / is %2F, % is %25).',
	});
}
