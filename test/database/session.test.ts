import pg from 'pg';
import {expect, test} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import type {Session} from '../../source/database/session.ts';
import {PgSession} from '../../source/database/pg-session.ts';
import {withEngines, withNativeServer} from '../support/engines.ts';
import {letterOf} from './letter-of.ts';

/** Longer than anybody waits. */
const endless = 'select count(*) from generate_series(1, 100000000) a, generate_series(1, 1000) b';

/** Until the call is with the server. */
function started(): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, 200));
}

async function one(session: Session, sql: string): Promise<unknown> {
	const [row = {}] = await session.query(sql);
	return Object.values(row)[0];
}

withEngines('a session', engine => {
	test('answers one statement with its parameters', async () => {
		expect(await engine.session.query('select $1::int + 1 as n, $2::text as t, $3::bool as b, $4::text as nothing', [41, 'ö', true, null]))
			.toEqual([{n: 42, t: 'ö', b: true, nothing: null}]);
	});

	test('gives numbers where they are exact, JSON parsed, and dates as the server prints them', async () => {
		expect(await engine.session.query(`select 9007199254740991::int8 as safe, 9007199254740993::int8 as large, 1.50::numeric as price,
			0.1234567890123456789::numeric as long, 'NaN'::numeric as nan, '{"a": [1]}'::jsonb as json, date '2024-02-29' as day,
			timestamp '2024-02-29 12:00' as at, array['x', 'y'] as texts, '\\x00ff'::bytea as bytes`)).toEqual([{
			safe: 9_007_199_254_740_991,
			large: '9007199254740993',
			price: 1.5,
			long: '0.1234567890123456789',
			nan: 'NaN',
			json: {a: [1]},
			day: '2024-02-29',
			at: '2024-02-29 12:00:00',
			texts: ['x', 'y'],
			bytes: '\\x00ff',
		}]);
	});

	test('refuses a second statement, by the server itself', async () => {
		const letter = await letterOf(engine.session.query('select 1; drop table if exists kept'));
		expect(letter).toMatchObject({kind: 'input', sqlState: '42601'});
		expect(letter.message).toContain('multiple commands');
	});

	test('leaves no prepared statement behind', async () => {
		await engine.session.query('select $1::int', [1]);
		expect(await one(engine.session, 'select count(*) from pg_prepared_statements')).toBe(0);
	});

	test('runs a script of several statements in one go, and stops at its first error', async () => {
		await engine.session.script('create table scripted (n int); insert into scripted values (1), (2)');
		expect(await one(engine.session, 'select sum(n) from scripted')).toBe(3);
		const letter = await letterOf(engine.session.script('insert into scripted values (3); select 1 / 0; insert into scripted values (4)'));
		expect(letter).toMatchObject({kind: 'input', sqlState: '22012'});
		expect(await one(engine.session, 'select sum(n) from scripted')).toBe(3);
	});

	test('lets notices pass', async () => {
		await engine.session.script('do $$ begin raise notice \'hello\'; raise warning \'world\'; end $$');
		expect(await one(engine.session, 'select 1')).toBe(1);
	});

	test('runs calls in the order they were made, and an error in their midst is its own call\'s only', async () => {
		const order: number[] = [];
		const calls = [1, 2, 3, 4, 5].map(async n => {
			try {
				await engine.session.query(n === 3 ? 'select nothing' : 'select pg_sleep(0.01)');
			} finally {
				order.push(n);
			}
		});
		const results = await Promise.allSettled(calls);
		expect(order).toEqual([1, 2, 3, 4, 5]);
		expect(results.map(({status}) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
	});

	test('is usable after an error inside a transaction was rolled back', async () => {
		await engine.session.script('begin');
		await letterOf(engine.session.query('select nothing'));
		expect((await letterOf(engine.session.query('select 1'))).sqlState).toBe('25P02');
		await engine.session.script('rollback');
		expect(await one(engine.session, 'select 1')).toBe(1);
	});

	test('carries a value of five million characters there and back', async () => {
		const long = 'planflip '.repeat(600_000);
		expect(await engine.session.query('select length($1) as n, $1 as text', [long])).toEqual([{n: long.length, text: long}]);
	});

	test('reads thousands of rows', async () => {
		const rows = await engine.session.query('select n, repeat(\'x\', 100) as text from generate_series(1, 20000) n');
		expect(rows).toHaveLength(20_000);
		expect(rows.at(-1)).toEqual({n: 20_000, text: 'x'.repeat(100)});
	});

	test('loads rows with COPY', async () => {
		await engine.session.script('create table copied (id int primary key, name text)');
		const rows = function* () {
			for (let id = 1; id <= 30_000; id += 1) {
				yield `${id}\tname ${id}\n`;
			}
		};

		expect(await engine.session.copyIn('copy copied (id, name) from stdin', rows())).toBe(30_000);
		expect(await engine.session.copyIn('copy copied from stdin', [])).toBe(0);
		expect(await engine.session.query('select count(*), max(name) filter (where id = 30000) as last from copied')).toEqual([{count: 30_000, last: 'name 30000'}]);
	});

	test('says which line of a COPY is wrong, and keeps none of its rows', async () => {
		await engine.session.script('create table broken (id int)');
		const letter = await letterOf(engine.session.copyIn('copy broken from stdin', ['1\n', '2\n', 'three\n']));
		expect(letter).toMatchObject({kind: 'input', sqlState: '22P02'});
		expect(letter.where).toContain('line 3');
		expect(await one(engine.session, 'select count(*) from broken')).toBe(0);
	});

	test('rejects a COPY into a missing table, and one whose rows cannot be made', async () => {
		expect(await letterOf(engine.session.copyIn('copy missing from stdin', ['1\n']))).toMatchObject({kind: 'input', sqlState: '42P01'});
		await engine.session.script('create table unfinished (id int)');
		const failing = function* () {
			yield '1\n';
			throw new PlanflipError('input', {message: 'no more rows'});
		};

		expect((await letterOf(engine.session.copyIn('copy unfinished from stdin', failing()))).message).toBe('no more rows');
		expect(await one(engine.session, 'select count(*) from unfinished')).toBe(0);
	});

	test('refuses COPY as a query, instead of waiting for ever', async () => {
		expect(await letterOf(engine.session.query('-- all of it\n copy pg_class to stdout'))).toMatchObject({kind: 'input'});
	});

	test.each(['select pg_sleep(60)', endless])('stops %s for real, and goes on', async sql => {
		const session = await engine.open();
		try {
			const running = letterOf(session.query(sql));
			await started();
			await session.cancel();
			expect(await running).toMatchObject({kind: 'cancelled', message: 'the statement was stopped'});
			expect(await one(session, 'select 1')).toBe(1);
			expect(session.generation).toBe(engine.kind === 'pglite' ? 2 : 1);
		} finally {
			await session.close();
		}
	});

	test('stops a COPY that is fed for ever, and no longer asks for rows', async () => {
		const session = await engine.open();
		try {
			await session.script('create table endless (n int)');
			let stopped = false;
			const rows = async function* () {
				try {
					for (let n = 0; ; n += 1) {
						yield `${n}\n`;
						if (n % 10_000 === 0) {
							await new Promise(resolve => setImmediate(resolve));
						}
					}
				} finally {
					stopped = true;
				}
			};

			const running = letterOf(session.copyIn('copy endless from stdin', rows()));
			await started();
			await session.cancel();
			expect((await running).kind).toBe('cancelled');
			expect(stopped).toBe(true);
			expect(await one(session, 'select 1')).toBe(1);
		} finally {
			await session.close();
		}
	});

	test('stops a call that was made in the same breath, before it starts', async () => {
		const {generation} = engine.session;
		const call = letterOf(engine.session.query('create table never_made (n int)'));
		const behind = engine.session.query('select 2 as n');
		await engine.session.cancel();
		expect((await call).kind).toBe('cancelled');
		expect(await behind).toEqual([{n: 2}]);
		expect(await one(engine.session, 'select to_regclass(\'never_made\')')).toBe(null);
		expect(engine.session.generation).toBe(generation);
	});

	test('cancels nothing when nothing runs', async () => {
		const {generation} = engine.session;
		await engine.session.cancel();
		expect(engine.session.generation).toBe(generation);
		expect(await one(engine.session, 'select 1')).toBe(1);
	});

	test('never runs what was queued for a connection that is gone', async () => {
		const session = await engine.open();
		try {
			await session.script('create table kept (n int)');
			const running = letterOf(session.query(endless));
			const queued = session.query('select 2 as n').then(rows => rows, (error: unknown) => error);
			await started();
			await session.cancel();
			await running;
			// The server's connection outlives the cancel; PGlite's is a new one, with an empty database.
			expect(await queued).toEqual(engine.kind === 'pglite' ? expect.objectContaining({kind: 'cancelled'}) : [{n: 2}]);
		} finally {
			await session.close();
		}
	});

	test('closes while a statement runs, and is closed for good', async () => {
		const session = await engine.open();
		const running = letterOf(session.query(endless));
		await started();
		await session.close();
		expect(await running).toMatchObject({kind: 'cancelled'});
		expect(await letterOf(session.query('select 1'))).toMatchObject({kind: 'connection'});
		await session.close();
	});
});

withNativeServer('a session whose cancel costs the connection', native => {
	test('loses nothing when the statement was answered before that, and goes on with a new one', async () => {
		let running: Promise<unknown> = Promise.resolve();
		const session = await PgSession.open({
			kind: 'server',
			label: 'a database that is stopped as a whole',
			async connect() {
				const {host, port, user, database} = native.target();
				const client = new pg.Client({host, port, user, database});
				await client.connect();
				return client;
			},
			async interrupt(client) {
				await running;
				client.connection.stream.destroy();
			},
			async disconnect(client) {
				await client.end();
			},
			redact: text => text,
		});
		const losses: string[] = [];
		session.onLost(({message}) => losses.push(message));
		running = session.query('select pg_sleep(1)');
		await started();
		const next = letterOf(session.query('select 1'));
		await session.cancel();
		await running;
		expect(losses).toEqual([]);
		expect(await next).toMatchObject({kind: 'cancelled'});
		expect(await one(session, 'select 2')).toBe(2);
		await session.close();
	});
});
