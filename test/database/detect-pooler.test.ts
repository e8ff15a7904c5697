import {describe, expect, it, test} from 'vitest';
import {detectPooler, type Witness} from '../../source/database/detect-pooler.ts';
import {openServer} from '../../source/database/open-server.ts';
import {withNativeServer} from '../support/engines.ts';
import {needing} from '../support/needing.ts';
import {noPgbouncer, startPgbouncer} from '../support/pgbouncer.ts';
import {letterOf} from './letter-of.ts';

/** A double of a pooler: `serve` says which backend answers a client's next statement. */
function pooler(serve: (client: 'mine' | 'other') => number | Promise<number>) {
	const asked: string[] = [];
	const witness = (client: 'mine' | 'other'): Witness => ({
		async ask(sql) {
			asked.push(`${client} ${sql.split(' ')[0] ?? ''}`);
			const pid = await serve(client);
			return sql.includes('pg_stat_activity') ? `${pid} 2024-02-29 12:00:00+00` : (sql.startsWith('select') ? pid : undefined);
		},
	});
	return {asked, mine: witness('mine'), another: () => Promise.resolve(witness('other'))};
}

describe('what stands between', () => {
	it('is nothing where the server announces its own backend, and that takes one question and no second connection', async () => {
		const {asked, mine} = pooler(() => 42);
		const another = () => Promise.reject(new Error('not needed'));
		expect(await detectPooler({announced: 42, mine, another})).toBe('nothing');
		expect(asked).toHaveLength(1);
	});

	it('is a pooler in transaction mode when two clients are served by the same backend', async () => {
		expect(await detectPooler({announced: 9, ...pooler(() => 42)})).toBe('shared');
	});

	it('is one, too, when a client goes from backend to backend', async () => {
		let pid = 0;
		expect(await detectPooler({announced: 9, ...pooler(() => ++pid)})).toBe('shared');
	});

	it('is one, too, when the pool is busy and the other client gets ours only now and then', async () => {
		let asked = 0;
		expect(await detectPooler({announced: 9, ...pooler(client => client === 'mine' ? 42 : (++asked > 9 ? 42 : 43))})).toBe('shared');
	});

	it('is a pooler in session mode when each client keeps a backend of its own', async () => {
		expect(await detectPooler({announced: 9, ...pooler(client => client === 'mine' ? 42 : 43)})).toBe('private');
	});

	it('is private when the other client gets no connection while we hold ours', async () => {
		const {mine} = pooler(() => 42);
		expect(await detectPooler({announced: 9, mine, another: () => Promise.reject(new Error('too many connections'))})).toBe('private');
	});

	it('is a pooler in statement mode when it refuses transactions', async () => {
		const {mine} = pooler(() => 42);
		const other: Witness = {ask: () => Promise.reject(new Error('transaction blocks not allowed in statement pooling mode'))};
		expect(await detectPooler({announced: 9, mine, another: () => Promise.resolve(other)})).toBe('shared');
	});
});

withNativeServer('through pgbouncer', native => {
	const at = (port: number) => native.target({host: '127.0.0.1', port});

	test.each(['transaction', 'statement'] as const)('in %s mode: it is refused, and told why and what to do', needing(noPgbouncer), async mode => {
		const letter = await letterOf(openServer(at(await startPgbouncer(native.server, mode))));
		expect(letter).toMatchObject({kind: 'connection'});
		expect(letter.message).toMatch(/a connection pooler stands in between and shares/);
		expect(letter.hint).toMatch(/Connect to the PostgreSQL server itself.*session mode/);
	});

	test('in transaction mode: nothing of ours is left on the connection that others get next', needing(noPgbouncer), async () => {
		const port = await startPgbouncer(native.server, 'transaction');
		await letterOf(openServer(at(port)));
		const others = native.target();
		const watcher = await openServer(others);
		const left = await watcher.query('select count(*)::int as n from pg_stat_activity where application_name = \'planflip\' and state <> \'idle\' and pid <> pg_backend_pid()');
		expect(left).toEqual([{n: 0}]);
		await watcher.close();
	});

	test('in session mode: it works, and a cancel reaches the server', needing(noPgbouncer), async () => {
		const session = await openServer(at(await startPgbouncer(native.server, 'session')));
		const watcher = await openServer(native.target());
		const sleepers = async () => (await watcher.query('select count(*)::int as n from pg_stat_activity where state = \'active\' and query ~ \'pg_sleep\' and pid <> pg_backend_pid()'))[0];
		const running = letterOf(session.query('select pg_sleep(60)'));
		await expect.poll(sleepers, {timeout: 30_000}).toEqual({n: 1});
		await session.cancel();
		expect(await running).toMatchObject({kind: 'cancelled', sqlState: '57014'});
		expect(await sleepers()).toEqual({n: 0});
		expect(await session.query('select 1 as n')).toEqual([{n: 1}]);
		await session.close();
		await watcher.close();
	});

	test('settings at the start, which it does not know, are told as what they are', needing(noPgbouncer), async () => {
		const port = await startPgbouncer(native.server, 'session');
		const letter = await letterOf(openServer({...at(port), options: '-c work_mem=5MB'}));
		expect(letter).toMatchObject({kind: 'connection'});
		expect(letter.message).toMatch(/unsupported startup parameter: options/);
		expect(letter.hint).toMatch(/pooler/);
	});
});
