import {inspect} from 'node:util';
import {createServer, type Server} from 'node:net';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {SslMode, TlsOptions} from '../../source/database/connection-target.ts';
import type {PlanflipError} from '../../source/errors.ts';
import {openServer} from '../../source/database/open-server.ts';
import type {Session} from '../../source/database/session.ts';
import {withNativeServer} from '../support/engines.ts';
import {nativeMajor} from '../support/native-server.ts';
import {letterOf} from './letter-of.ts';

const rootCertificate = path.join(import.meta.dirname, '../support/tls/root.crt');
const secret = 'p@ss/w:rd%';
const noDirectTls = 'direct TLS came with PostgreSQL 17';

function tls(mode: SslMode, changes: Partial<TlsOptions> = {}): TlsOptions {
	return {mode, rootCertificate: null, certificate: null, key: null, direct: false, ...changes};
}

async function one(session: Session, sql: string): Promise<unknown> {
	const [row = {}] = await session.query(sql);
	return Object.values(row)[0];
}

const encrypted = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';

withNativeServer('a served PostgreSQL', native => {
	let watcher: Session;
	beforeAll(async () => {
		await native.server.run(`
			create role with_password login password '${secret}';
			create role tls_only login;
			create role reader login;
			create role lonely login connection limit 0;
			create role slow login;
			alter role slow set statement_timeout = '100ms'`);
		await native.server.run('create table secrets (n int); create table papers (n int); grant select on papers to reader', native.database);
		watcher = await openServer(native.target());
	});
	afterAll(async () => {
		await watcher.close();
	});

	test('is called by user, host, port and database', () => {
		expect(watcher.label).toBe(`planflip@${native.server.folder}:${native.server.port}/${native.database}`);
		expect(watcher.kind).toBe('server');
	});

	test('sees us as planflip, and is told to end what we leave behind', async () => {
		expect(await one(watcher, 'show application_name')).toBe('planflip');
		expect(await one(watcher, 'show idle_in_transaction_session_timeout')).toBe('1min');
		// Before 14 a statement whose client is gone runs until it ends by itself, or its statement_timeout ends it.
		if (nativeMajor >= 14) {
			expect(await one(watcher, 'show client_connection_check_interval')).toBe('2s');
		}
	});

	test('takes the settings of PGOPTIONS', async () => {
		const session = await openServer(native.target({options: '-c work_mem=5MB'}));
		expect(await one(session, 'show work_mem')).toBe('5MB');
		await session.close();
	});

	test.for(['unix socket', 'TCP', 'TLS', 'direct TLS'] as const)('stops working on a cancelled query, over %s', async (way, {skip}) => {
		skip(way === 'direct TLS' && nativeMajor < 17, noDirectTls);
		const changes = {
			'unix socket': {},
			TCP: {host: 'localhost'},
			TLS: {host: 'localhost', tls: tls('require')},
			'direct TLS': {host: 'localhost', tls: tls('require', {direct: true})},
		}[way];
		const session = await openServer(native.target(changes));
		const pid = await one(session, 'select pg_backend_pid()');
		const active = async () => one(watcher, `select count(*) from pg_stat_activity where pid = ${String(pid)} and state = 'active'`);
		const running = letterOf(session.query('select count(*) from generate_series(1, 1000000000)'));
		await expect.poll(active).toBe(1);
		await session.cancel();
		expect(await running).toMatchObject({kind: 'cancelled', sqlState: '57014'});
		expect(await active()).toBe(0);
		expect(await one(session, 'select pg_backend_pid()')).toBe(pid);
		expect(session.generation).toBe(1);
		await session.close();
		await expect.poll(() => one(watcher, `select count(*) from pg_stat_activity where pid = ${String(pid)}`)).toBe(0);
	});

	test('never cancels the statement behind the one it was meant for', async () => {
		const session = await openServer(native.target());
		for (let round = 0; round < 30; round += 1) {
			const first = session.query(`select pg_sleep(${round / 10_000})`).catch(() => undefined);
			const second = session.query('select 2 as n');
			await new Promise(resolve => setTimeout(resolve, 2));
			await session.cancel();
			await first;
			expect(await second).toEqual([{n: 2}]);
		}

		await session.close();
	});

	test('rolls back and leaves when we close in the middle of a statement', async () => {
		const session = await openServer(native.target());
		const pid = await one(session, 'select pg_backend_pid()');
		await session.script('begin; create table half_done (n int)');
		const running = letterOf(session.query('select pg_sleep(60)'));
		await session.close();
		await running;
		await expect.poll(() => one(watcher, `select count(*) from pg_stat_activity where pid = ${String(pid)}`)).toBe(0);
		expect(await one(watcher, 'select to_regclass(\'half_done\')')).toBe(null);
	});

	test('that ended our connection says why, once; every call is rejected until reconnect()', async () => {
		const session = await openServer(native.target());
		const pid = await one(session, 'select pg_backend_pid()');
		const hit = letterOf(session.query('select pg_sleep(60)'));
		const queued = letterOf(session.query('select 1'));
		const losses: PlanflipError[] = [];
		session.onLost(loss => {
			losses.push(loss);
		});
		await expect.poll(() => one(watcher, `select count(*) from pg_stat_activity where pid = ${String(pid)} and state = 'active'`)).toBe(1);
		await watcher.query('select pg_terminate_backend($1)', [Number(pid)]);
		expect(await hit).toMatchObject({kind: 'connection', sqlState: '57P01', where: session.label});
		expect(await queued).toMatchObject({kind: 'connection'});
		expect(await letterOf(session.query('select 1'))).toMatchObject({kind: 'connection', where: session.label});
		expect(losses).toMatchObject([{kind: 'connection', sqlState: '57P01'}]);
		expect(session.generation).toBe(2);
		await session.reconnect();
		expect(await one(session, 'select pg_backend_pid()')).not.toBe(pid);
		expect(session.generation).toBe(2);
		await session.close();
	});

	test('that ends an idle connection is heard at once', async () => {
		const session = await openServer(native.target());
		const lost = new Promise<PlanflipError>(resolve => {
			session.onLost(resolve);
		});
		await watcher.query('select pg_terminate_backend($1)', [Number(await one(session, 'select pg_backend_pid()'))]);
		expect(await lost).toMatchObject({kind: 'connection', sqlState: '57P01'});
		await Promise.all([session.reconnect(), session.reconnect()]);
		expect(await one(session, 'select 1')).toBe(1);
		expect(session.generation).toBe(2);
		await session.close();
	});

	test('never runs the rest of a lost transaction outside of it', async () => {
		const session = await openServer(native.target());
		await session.script('create table precious (n int)');
		await session.script('begin');
		const lost = new Promise<PlanflipError>(resolve => {
			session.onLost(resolve);
		});
		await watcher.query('select pg_terminate_backend($1)', [Number(await one(session, 'select pg_backend_pid()'))]);
		await lost;
		expect(await letterOf(session.script('drop table precious'))).toMatchObject({kind: 'connection'});
		await session.reconnect();
		expect(await one(session, 'select to_regclass(\'precious\')::text')).toBe('precious');
		await session.close();
	});

	test('does not stop what takes back: a cancel waits for it', async () => {
		const session = await openServer(native.target());
		await session.script('begin');
		const undone = session.undo('select pg_sleep(0.3); rollback');
		await new Promise(resolve => setTimeout(resolve, 100));
		await session.cancel();
		await undone;
		expect(await one(session, 'select pg_catalog.txid_current_if_assigned()')).toBe(null);
		expect(session.generation).toBe(1);
		await session.close();
	});

	test('that cannot take back loses the connection, and with it everything that was begun', async () => {
		const session = await openServer(native.target());
		const pid = await one(session, 'select pg_backend_pid()');
		const lost = new Promise<PlanflipError>(resolve => {
			session.onLost(resolve);
		});
		await session.script('begin; create table half_made (n int)');
		await session.undo('rollback to savepoint nowhere');
		expect(await lost).toMatchObject({kind: 'connection'});
		await expect.poll(() => one(watcher, `select count(*) from pg_stat_activity where pid = ${String(pid)}`), {timeout: 30_000}).toBe(0);
		expect(await one(watcher, 'select to_regclass(\'half_made\')')).toBe(null);
		await session.close();
	});

	test('counts a statement timeout as an answer to the statement, not as a cancel', async () => {
		const session = await openServer(native.target({options: '-c statement_timeout=100ms'}));
		const letter = await letterOf(session.query('select pg_sleep(10)'));
		expect(letter).toMatchObject({kind: 'input', sqlState: '57014'});
		expect(letter.hint).toContain('statement_timeout');
		await session.close();
	});

	test('gives our look at the catalog the time that a role does not give its application; what PGOPTIONS ask for holds', async () => {
		const timeout = async (changes: Parameters<typeof native.target>[0]) => {
			const session = await openServer(native.target(changes));
			const found = await one(session, 'show statement_timeout');
			await session.close();
			return found;
		};

		expect(await timeout({user: 'slow'})).toBe('30s');
		expect(await timeout({user: 'slow', options: '-c statement_timeout=700ms'})).toBe('700ms');
		expect(await timeout({})).toBe('0');
	});

	test('tells a user who may only read what is missing', async () => {
		const session = await openServer(native.target({user: 'reader'}));
		expect(await session.query('select n from papers')).toEqual([]);
		const letter = await letterOf(session.query('insert into papers values (1)'));
		expect(letter).toMatchObject({kind: 'permission', sqlState: '42501', message: 'permission denied for table papers'});
		expect(letter.hint).toContain('GRANT SELECT, INSERT ON papers TO reader');
		expect(await letterOf(session.query('select n from secrets'))).toMatchObject({kind: 'permission'});
		await session.close();
		const readOnly = await openServer(native.target({options: '-c default_transaction_read_only=on'}));
		expect(await letterOf(readOnly.script('create table more (n int)'))).toMatchObject({kind: 'permission', sqlState: '25006'});
		await readOnly.close();
	});

	test('lets in with the right password, and says so when it is wrong or missing', async () => {
		const target = native.target({user: 'with_password', host: 'localhost', password: () => secret});
		const session = await openServer(target);
		expect(await one(session, 'select current_user')).toBe('with_password');
		await session.close();

		const wrong = await letterOf(openServer({...target, password: () => 'wr0ng-p@ss'}));
		expect(wrong).toMatchObject({kind: 'permission', sqlState: '28P01', where: `with_password@localhost:${native.server.port}/${native.database}`});
		expect(wrong.hint).toContain('PGPASSWORD');
		expect(inspect(wrong, {depth: 9})).not.toMatch(/wr0ng/);

		const missing = await letterOf(openServer({...target, password: () => null}));
		expect(missing).toMatchObject({kind: 'permission'});
		expect(missing.message).toContain('none was given');
	});

	test('shows the password nowhere, whatever is printed', async () => {
		const target = native.target({user: 'with_password', host: 'localhost', password: () => secret});
		const session = await openServer(target);
		const shown = [inspect(session, {depth: 9, showHidden: true}), inspect(target, {depth: 9}), JSON.stringify(target), session.label].join();
		await session.close();
		expect(shown).not.toContain(secret);
		// A database that is named like the password: even the server's own words are cleaned.
		const letter = await letterOf(openServer({...target, database: 'hunter2', user: 'planflip', password: () => 'hunter2'}));
		expect(letter).toMatchObject({kind: 'connection', sqlState: '3D000', message: 'database "***" does not exist'});
	});

	test('says where nobody listens, which host is unknown, and which database is missing', async () => {
		expect(await letterOf(openServer(native.target({host: 'localhost', port: 1})))).toMatchObject({kind: 'connection', where: `planflip@localhost:1/${native.database}`});
		const unknown = await letterOf(openServer(native.target({host: 'planflip.invalid'})));
		expect(unknown.kind).toBe('connection');
		expect(unknown.message).toContain('host is unknown');
		expect((await letterOf(openServer(native.target({host: '/nowhere'})))).message).toContain('no such socket');
		expect(await letterOf(openServer(native.target({database: 'nothing_here'})))).toMatchObject({kind: 'connection', sqlState: '3D000'});
		expect(await letterOf(openServer(native.target({user: 'lonely'})))).toMatchObject({kind: 'connection', sqlState: '53300'});
	});

	test('may be anything but a PostgreSQL', async () => {
		const listening = await new Promise<Server>(resolve => {
			const server = createServer(socket => {
				socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
			}).listen(0, 'localhost', () => {
				resolve(server);
			});
		});
		const address = listening.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		expect(await letterOf(openServer(native.target({host: 'localhost', port, tls: tls('prefer')})))).toMatchObject({kind: 'connection'});
		listening.close();
	});

	test.for([
		['disable', {}, false],
		['allow', {}, false],
		['prefer', {}, true],
		['require', {}, true],
		['require', {direct: true}, true],
		['require', {rootCertificate}, true],
		['verify-ca', {rootCertificate}, true],
		['verify-full', {rootCertificate}, true],
	] as const)('is reached with sslmode=%s %o', async ([mode, changes, ssl], {skip}) => {
		skip('direct' in changes && nativeMajor < 17, noDirectTls);
		const session = await openServer(native.target({host: 'localhost', tls: tls(mode, changes)}));
		expect(await one(session, encrypted)).toBe(ssl);
		await session.close();
	});

	test('is reached by TLS with sslmode=allow where it insists', async () => {
		const session = await openServer(native.target({host: 'localhost', user: 'tls_only', tls: tls('allow')}));
		expect(await one(session, encrypted)).toBe(true);
		await session.close();
		expect(await letterOf(openServer(native.target({host: 'localhost', user: 'tls_only'})))).toMatchObject({kind: 'permission', sqlState: '28000'});
	});

	test('is not trusted without its authority, nor under another name', async () => {
		const unsigned = await letterOf(openServer(native.target({host: 'localhost', tls: tls('verify-full')})));
		expect(unsigned).toMatchObject({kind: 'connection'});
		expect(unsigned.hint).toContain('sslrootcert');
		const elsewhere = await letterOf(openServer(native.target({host: '127.0.0.1', tls: tls('verify-full', {rootCertificate})})));
		expect(elsewhere.message).toContain('certificate is for another host');
		const session = await openServer(native.target({host: '127.0.0.1', tls: tls('verify-ca', {rootCertificate})}));
		expect(await one(session, encrypted)).toBe(true);
		await session.close();
		expect(await letterOf(openServer(native.target({host: 'localhost', tls: tls('verify-full', {rootCertificate: '/nowhere/root.crt'})}))))
			.toMatchObject({kind: 'usage', where: '/nowhere/root.crt'});
	});
});

withNativeServer('a server without TLS', native => {
	beforeAll(async () => {
		await native.server.run('alter system set ssl = off');
		await native.server.run('select pg_reload_conf()');
	});
	afterAll(async () => {
		await native.server.run('alter system reset ssl');
		await native.server.run('select pg_reload_conf()');
	});

	test('is reached in plain text with sslmode=prefer, and not at all with require', async () => {
		await expect.poll(async () => {
			const session = await openServer(native.target({host: 'localhost', tls: tls('prefer')}));
			const ssl = await one(session, encrypted);
			await session.close();
			return ssl;
		}).toBe(false);
		const letter = await letterOf(openServer(native.target({host: 'localhost', tls: tls('require')})));
		expect(letter).toMatchObject({kind: 'connection'});
		expect(letter.message).toContain('does not speak TLS');
	});
});
