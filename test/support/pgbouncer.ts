import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {chown, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import pg from 'pg';
import {freePort, type NativeServer, unprivileged} from './native-server.ts';

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(file => existsSync(file));

/** Why there can be no pgbouncer on this machine; null when there can. */
export const noPgbouncer: string | null = program === undefined ? 'pgbouncer is not installed (Debian: apt install pgbouncer)' : null;

export type PoolMode = 'session' | 'transaction' | 'statement';

/** A pgbouncer before the server, trusting everybody; its port. Ended when the test ends. */
export async function startPgbouncer(server: NativeServer, mode: PoolMode): Promise<number> {
	const account = unprivileged();
	const folder = await mkdtemp(path.join(tmpdir(), 'planflip-bouncer-'));
	const port = await freePort();
	const file = path.join(folder, 'pgbouncer.ini');
	await writeFile(file, `[databases]
* = host=${server.folder} port=${server.port} user=${server.user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
`);
	if ('uid' in account) {
		await chown(folder, account.uid, account.gid);
	}

	const child = spawn(program ?? '', ['-q', file], {...account, cwd: folder, stdio: 'ignore'});
	const ended = new Promise(resolve => child.once('exit', resolve));
	onTestFinished(async () => {
		child.kill('SIGTERM');
		await ended;
		await rm(folder, {recursive: true, force: true});
	});
	for (let attempt = 0; ; attempt += 1) {
		const client = new pg.Client({host: '127.0.0.1', port, user: server.user, database: 'postgres'});
		try {
			await client.connect();
			await client.end();
			return port;
		} catch (error) {
			if (attempt === 100) {
				throw error;
			}

			await new Promise(resolve => setTimeout(resolve, 100));
		}
	}
}
