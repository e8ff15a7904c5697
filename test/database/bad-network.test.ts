import {expect, test} from 'vitest';
import type {PlanflipError} from '../../source/errors.ts';
import {openServer} from '../../source/database/open-server.ts';
import type {Session} from '../../source/database/session.ts';
import {withNativeServer} from '../support/engines.ts';
import {startTcpProxy, type TcpProxy} from '../support/tcp-proxy.ts';
import {letterOf} from './letter-of.ts';

/** How a network ends an idle connection, and what must be said of it. */
const ends: ReadonlyArray<readonly [string, (proxy: TcpProxy) => void, RegExp]> = [
	['is reset', proxy => {
		proxy.cut();
	}, /the server went away \(.*ECONNRESET/],
	['is closed from the other side', proxy => {
		proxy.halfClose();
	}, /the server went away \(Connection terminated/],
];

withNativeServer('a connection that', native => {
	const through = async (proxy: TcpProxy) => openServer(native.target({host: '127.0.0.1', port: proxy.port}));
	const lossOf = (session: Session) => new Promise<PlanflipError>(resolve => {
		session.onLost(resolve);
	});
	const backends = async (watcher: Session) => (await watcher.query('select count(*)::int as n from pg_stat_activity where application_name = \'planflip\' and pid <> pg_backend_pid() and datname = current_database()'))[0]?.['n'];

	test.each(ends)('%s while nothing runs is missed at once, and made anew', async (_, end, message) => {
		const proxy = await startTcpProxy(native.server);
		const session = await through(proxy);
		const lost = lossOf(session);
		end(proxy);
		const loss = await lost;
		expect(loss).toMatchObject({kind: 'connection', where: session.label});
		expect(loss.message).toMatch(message);
		await session.reconnect();
		expect(await session.query('select 1 as n')).toEqual([{n: 1}]);
		await session.close();
	});

	test.each(ends)('%s under a statement rejects that statement, once, and leaves no transaction', async (_, end, message) => {
		const proxy = await startTcpProxy(native.server);
		const watcher = await openServer(native.target());
		const session = await through(proxy);
		await session.script('begin; create table never_there (n int)');
		const running = letterOf(session.query('select pg_sleep(1)'));
		await new Promise(resolve => setTimeout(resolve, 100));
		end(proxy);
		expect((await running).message).toMatch(message);
		await session.undo('rollback');
		await session.reconnect();
		expect(await session.query('select pg_catalog.to_regclass(\'never_there\') as name')).toEqual([{name: null}]);
		await session.close();
		await expect.poll(() => backends(watcher), {timeout: 30_000}).toBe(0);
		await watcher.close();
	});

	test('goes silent is given up when no answer comes in the time set', async () => {
		const proxy = await startTcpProxy(native.server);
		const session = await through(proxy);
		const lost = lossOf(session);
		proxy.stall();
		const letter = await letterOf(session.limited(200, () => session.query('select 1')));
		expect(letter).toMatchObject({kind: 'connection'});
		expect((await lost).message).toMatch(/has not answered for/);
		proxy.flow();
		await session.reconnect();
		expect(await session.query('select 1 as n')).toEqual([{n: 1}]);
		await session.close();
	});

	test('goes silent gives way to a cancel all the same, and is told as lost when there is no other', async () => {
		const proxy = await startTcpProxy(native.server);
		const session = await through(proxy);
		const lost = lossOf(session);
		const running = letterOf(session.query('select pg_sleep(60)'));
		await new Promise(resolve => setTimeout(resolve, 100));
		proxy.stall();
		const cancelled = session.cancel().then(() => 'usable', () => 'lost');
		expect(await running).toMatchObject({kind: 'cancelled'});
		await proxy.refuse();
		expect(await cancelled).toBe('lost');
		expect(await lost).toMatchObject({kind: 'connection'});
		await proxy.listen();
		proxy.flow();
		await session.reconnect();
		expect(await session.query('select 1 as n')).toEqual([{n: 1}]);
		await session.close();
	});

	test('is being made is given up at once when planflip leaves', async () => {
		const proxy = await startTcpProxy(native.server);
		const session = await through(proxy);
		const lost = lossOf(session);
		proxy.stall();
		proxy.cut();
		await lost;
		const connecting = letterOf(session.reconnect());
		await expect.poll(() => proxy.connections(), {timeout: 30_000}).toBeGreaterThan(0);
		await session.close();
		expect((await connecting).kind).not.toBe('usage');
	});
});
