import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {appendFile, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import pg from 'pg';
import {nativeBinaries as native} from './native-binaries.ts';

/** Why there can be no native server on this machine; null when there can. */
export const noNativeServer: string | null = typeof native === 'string' ? native : null;

/** The server that startNativeServer starts, for titles: `PostgreSQL 18.4`. */
export const nativeName = typeof native === 'string' ? 'no PostgreSQL' : `PostgreSQL ${native.version}`;

/** Its major version: what a test says of some versions only is skipped, aloud, on the others. */
export const nativeMajor = typeof native === 'string' ? 0 : native.major;

/** A throw-away PostgreSQL on this machine. */
export interface NativeServer {
	readonly port: number;
	/** Of its unix socket. */
	readonly folder: string;
	/** A superuser that needs no password. */
	readonly user: 'planflip';
	/** One statement as that superuser, in its own connection. */
	run(sql: string, database?: string): Promise<void>;
	/** Ends the server, its folder stays: SIGINT ends its backends first, SIGQUIT leaves them no time, SIGKILL is a crash. */
	halt(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
	/** Starts it again on the same port, recovering where it has to. */
	resume(): Promise<void>;
	/** From its next start on it is a standby, which follows nobody. */
	demote(): Promise<void>;
	/** One that follows it, to be stopped before it; this server is away for a moment. The settings go into its postgresql.conf. */
	follower(settings?: string): Promise<NativeServer>;
	stop(): Promise<void>;
}

/** Whom the server runs as: Postgres refuses root. */
interface Account {
	readonly uid: number;
	readonly gid: number;
}

/** `with_password` must say one over TCP, and `tls_only` must come by TLS; everybody else is trusted. */
const hostRules = `
local   all,replication all        trust
host    all with_password all      scram-sha-256
hostssl all tls_only      all      trust
host    all tls_only      all      reject
host    all all           all      trust
`;

/**
 * The tests' process may be killed at any moment: the shell between waits for the end of its own input, stops the server
 * and takes its folder away.
 */
const guardian = 'folder=$1; shift; "$@" </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$folder"';

export async function startNativeServer(): Promise<NativeServer> {
	const account = unprivileged();
	const folder = await mkdtemp(path.join(tmpdir(), 'planflip-pg-'));
	await give(folder, account);
	const binaries = await reachable(folder, account);
	const data = path.join(folder, 'data');
	must(spawnSync(path.join(binaries, 'initdb'), ['-D', data, '-U', 'planflip', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {...account, cwd: folder, encoding: 'utf8'}));
	await writeFile(path.join(data, 'pg_hba.conf'), hostRules);
	// Not on the command line, where ALTER SYSTEM could not change it.
	await appendFile(path.join(data, 'postgresql.conf'), 'ssl = on\n');
	for (const file of ['server.crt', 'server.key']) {
		await writeFile(path.join(data, file), await readFile(path.join(import.meta.dirname, 'tls', file)), {mode: 0o600});
		await give(path.join(data, file), account);
	}

	return serve({folder, binaries, account});
}

/** Where a server lives, and what it is run by. */
interface Place {
	readonly folder: string;
	readonly binaries: string;
	readonly account: Account | Record<string, never>;
}

async function serve({folder, binaries, account}: Place): Promise<NativeServer> {
	const data = path.join(folder, 'data');
	const port = await freePort();
	// What pg_hba.conf asks for above; 13 would store passwords as md5.
	const settings = ['password_encryption=scram-sha-256', 'fsync=off', 'shared_buffers=32MB', 'max_connections=30', 'listen_addresses=localhost', `unix_socket_directories=${folder}`, `port=${port}`];
	const guarded: ChildProcess[] = [];
	const start = async () => {
		const server = spawn('sh', ['-c', guardian, 'guardian', folder, path.join(binaries, 'postgres'), '-D', data, ...settings.flatMap(setting => ['-c', setting])], {
			...account,
			cwd: folder,
			stdio: ['pipe', 'ignore', 'pipe'],
		});
		guarded.push(server);
		await ready(server, {host: folder, port, user: 'planflip', database: 'postgres'});
	};

	const halt = async (signal: NodeJS.Signals) => {
		const [pid] = (await readFile(path.join(data, 'postmaster.pid'), 'utf8')).split('\n');
		process.kill(Number(pid), signal);
		await vanished(Number(pid));
	};

	await start();
	return {
		port,
		folder,
		user: 'planflip',
		async run(sql, database = 'postgres') {
			const client = new pg.Client({host: folder, port, user: 'planflip', database});
			await client.connect();
			try {
				await client.query(sql);
			} finally {
				await client.end();
			}
		},
		halt,
		resume: start,
		demote: () => writeFile(path.join(data, 'standby.signal'), ''),
		async follower(settings = '') {
			const itsFolder = await mkdtemp(path.join(tmpdir(), 'planflip-pg-'));
			await give(itsFolder, account);
			await halt('SIGINT');
			const itsData = path.join(itsFolder, 'data');
			must(spawnSync('cp', ['-a', data, itsData], {encoding: 'utf8'}));
			await start();
			await writeFile(path.join(itsData, 'standby.signal'), '');
			await appendFile(path.join(itsData, 'postgresql.conf'), `primary_conninfo = 'host=${folder} port=${port} user=planflip'\n${settings}\n`);
			return serve({folder: itsFolder, binaries, account});
		},
		async stop() {
			await Promise.all(guarded.map(async server => {
				const ended = new Promise(resolve => server.once('exit', resolve));
				server.stdin?.end();
				await ended;
			}));
			// A copy of the binaries belongs to us, not to the server's user.
			await rm(folder, {recursive: true, force: true});
		},
	};
}

export function unprivileged(): Account | Record<string, never> {
	if (process.getuid?.() !== 0) {
		return {};
	}

	const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':'));
	const entry = users.find(([name]) => name === 'nobody') ?? users.find(([name]) => name === 'postgres');
	if (entry === undefined) {
		throw new Error('PostgreSQL refuses to run as root, and this machine has neither nobody nor postgres to run it');
	}

	return {uid: Number(entry[2]), gid: Number(entry[3])};
}

async function give(file: string, {uid, gid}: Partial<Account>): Promise<void> {
	if (uid !== undefined && gid !== undefined) {
		await chown(file, uid, gid);
	}
}

/** The folder of the binaries: a copy, when the checkout lies where that user may not look (under /root, say). */
async function reachable(folder: string, account: Partial<Account>): Promise<string> {
	if (typeof native === 'string') {
		throw new Error(native);
	}

	const installed = native.folder;
	const bin = path.join(installed, 'bin');
	if (spawnSync(path.join(bin, 'postgres'), ['--version'], {...account, cwd: folder}).status === 0) {
		return bin;
	}

	const copy = path.join(folder, 'native');
	await mkdir(copy);
	await cp(installed, copy, {recursive: true, verbatimSymlinks: true});
	must(spawnSync(path.join(copy, 'bin/postgres'), ['--version'], {...account, cwd: folder, encoding: 'utf8'}));
	return path.join(copy, 'bin');
}

function must({status, stdout, stderr, error}: {readonly status: number | null; readonly stdout: string; readonly stderr: string; readonly error?: Error}): void {
	if (status !== 0) {
		throw new Error(`PostgreSQL's own program failed: ${error?.message ?? ''}${stdout}${stderr}`);
	}
}

/** The shell above reaps it. */
async function vanished(pid: number): Promise<void> {
	for (;;) {
		try {
			process.kill(pid, 0);
		} catch {
			return;
		}

		await new Promise(resolve => setTimeout(resolve, 20));
	}
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => {
				resolve(typeof address === 'object' && address !== null ? address.port : 0);
			});
		});
	});
}

async function ready(server: ChildProcess, config: pg.ClientConfig): Promise<void> {
	let log = '';
	server.stderr?.on('data', (text: Buffer) => {
		log = `${log}${text.toString()}`.slice(-4000);
	});
	for (let attempt = 0; ; attempt += 1) {
		const client = new pg.Client(config);
		try {
			await client.connect();
			await client.end();
			return;
		} catch (error) {
			if (attempt === 300 || server.exitCode !== null || log.includes('database system is shut down')) {
				server.stdin?.end();
				throw new Error(`the native server did not start: ${log}`, {cause: error});
			}

			await new Promise(resolve => setTimeout(resolve, 100));
		}
	}
}
