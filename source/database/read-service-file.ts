import {readFileSync} from 'node:fs';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';

export interface ServiceSource {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly home: string;
}

/**
 * The parameters of a service, by libpq's names: https://www.postgresql.org/docs/current/libpq-pgservice.html
 * One's own file comes first (PGSERVICEFILE, else ~/.pg_service.conf), then the system's, whose folder PGSYSCONFDIR names.
 * @throws PlanflipError usage: no file has it, or the file is not understood. Never another database in its place.
 */
export function readService(service: string, {env, home}: ServiceSource): ReadonlyMap<string, string> {
	const own = env['PGSERVICEFILE'] || path.join(home, '.pg_service.conf');
	const files = [own, ...(env['PGSYSCONFDIR'] ? [path.join(env['PGSYSCONFDIR'], 'pg_service.conf')] : ['/etc/postgresql-common/pg_service.conf', '/etc/pg_service.conf'])];
	for (const file of files) {
		const found = section(readText(file), service, file);
		if (found !== null) {
			return found;
		}
	}

	throw new PlanflipError('usage', {message: `There is no service "${service}".`, where: files.join(', '), hint: 'Check its name (PGSERVICE, or service in the URL), and where its file is: PGSERVICEFILE, ~/.pg_service.conf, or PGSYSCONFDIR.'});
}

function readText(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

/** Lines `name=value` below `[service]`; without spaces around =, which libpq would take as they are. */
function section(text: string, service: string, file: string): ReadonlyMap<string, string> | null {
	let found: Map<string, string> | null = null;
	for (const [at, line] of text.split(/\r?\n/).map(whole => whole.trim()).entries()) {
		if (line === '' || line.startsWith('#')) {
			continue;
		}

		if (line.startsWith('[')) {
			if (found !== null) {
				return found;
			}

			found = line === `[${service}]` ? new Map() : null;
			continue;
		}

		if (found !== null) {
			const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
			if (name === undefined || value === undefined || name === 'service') {
				throw new PlanflipError('usage', {message: `The service "${service}" is not understood there.`, where: `${file}:${at + 1}`, hint: 'A line of a service is name=value, as host=db.example.com.'});
			}

			found.set(name, value);
		}
	}

	return found;
}
