import {readFileSync, statSync} from 'node:fs';

export interface PasswordKey {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly database: string;
}

/**
 * The password of ~/.pgpass: lines of host:port:database:user:password, `*` for any, `\` before `:` and `\`. As libpq
 * does, a file that others may read is ignored, and a unix socket is called localhost.
 * https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function readPasswordFile(file: string, {host, port, user, database}: PasswordKey): string | null {
	const wanted = [host.startsWith('/') ? 'localhost' : host, String(port), database, user];
	for (const line of linesOf(file)) {
		const fields = line.startsWith('#') ? [] : fieldsOf(line);
		const password = fields[4];
		if (password !== undefined && wanted.every((value, at) => fields[at] === '*' || fields[at] === value)) {
			return password;
		}
	}

	return null;
}

function linesOf(file: string): string[] {
	try {
		const {mode} = statSync(file);
		const openToOthers = process.platform !== 'win32' && (mode & 0o077) !== 0;
		return openToOthers ? [] : readFileSync(file, 'utf8').split(/\r?\n/);
	} catch {
		// No such file, or none for us: the server will say whether it wants a password.
		return [];
	}
}

function fieldsOf(line: string): string[] {
	const fields = [''];
	for (const [, escaped, plain] of line.matchAll(/\\(.)|(.)/gs)) {
		if (plain === ':' && fields.length < 5) {
			fields.push('');
		} else {
			fields[fields.length - 1] += escaped ?? plain ?? '';
		}
	}

	return fields;
}
