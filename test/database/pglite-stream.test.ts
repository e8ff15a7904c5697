import {once} from 'node:events';
import {Readable, Writable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {Kysely, PostgresDialect} from 'kysely';
import pg from 'pg';
import {from, to} from 'pg-copy-streams';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {PgliteThread} from '../../source/database/pglite-thread.ts';
import {pgliteWorkerUrl as workerUrl} from '../support/engines.ts';

let thread: PgliteThread;
let client: pg.Client;
const config = () => ({stream: () => thread.stream(), user: 'postgres', database: 'postgres', password: 'unused', ssl: false});

beforeAll(async () => {
	thread = await PgliteThread.start({folder: null, workerUrl});
	client = new pg.Client(config());
	await client.connect();
});
afterAll(async () => {
	await client.end();
	await thread.close();
});

describe('pg.Client, unchanged, on a PGlite in a worker', () => {
	test('runs simple, parameterised and named queries', async () => {
		expect((await client.query<{n: number}>('select 1 as n')).rows).toEqual([{n: 1}]);
		expect((await client.query<{n: number}>('select $1::int as n', [2])).rows).toEqual([{n: 2}]);
		for (const n of [3, 4]) {
			expect((await client.query<{n: number}>({name: 'plus', text: 'select $1::int + 1 as n', values: [n]})).rows).toEqual([{n: n + 1}]);
		}
	});

	test('answers fifty queued queries in order, errors among them', async () => {
		const answers = await Promise.allSettled(Array.from({length: 50}, (_, n) => client.query<{n: number}>(`select ${n} / ${n % 10} as n`)));
		expect(answers.map(answer => answer.status === 'fulfilled' ? answer.value.rows[0]?.n : 'failed'))
			.toEqual(Array.from({length: 50}, (_, n) => n % 10 === 0 ? 'failed' : Math.floor(n / (n % 10))));
	});

	test('hears NOTICE and NOTIFY', async () => {
		const noticed = once(client, 'notice');
		await client.query('do $$ begin raise notice \'look here\'; end $$');
		expect(await noticed).toEqual([expect.objectContaining({message: 'look here'})]);
		const notified = once(client, 'notification');
		await client.query('listen news; notify news, \'now\'');
		expect(await notified).toEqual([expect.objectContaining({channel: 'news', payload: 'now'})]);
	});

	test('has transactions and savepoints', async () => {
		await client.query('create table saved (n int)');
		await client.query('begin');
		await client.query('insert into saved values (1)');
		await client.query('savepoint here');
		await expect(client.query('insert into saved values (1 / 0)')).rejects.toThrow('division by zero');
		await client.query('rollback to here');
		await client.query('commit');
		expect(client.getTransactionStatus()).toBe('I');
		expect((await client.query<{n: number}>('select n from saved')).rows).toEqual([{n: 1}]);
	});

	test('copies in and out with pg-copy-streams, comments before the COPY or not', async () => {
		await client.query('create table copied (n int, text text)');
		const lines = Array.from({length: 5000}, (_, n) => `${n}\tline ${n}\n`);
		await pipeline(Readable.from(lines), client.query(from('/* all */ -- of it\nCOPY copied\nFROM STDIN')));
		const chunks: Buffer[] = [];
		await pipeline(client.query(to('copy copied to stdout')), new Writable({
			write(chunk: Buffer, _encoding, done) {
				chunks.push(chunk);
				done();
			},
		}));
		expect(Buffer.concat(chunks).toString()).toBe(lines.join(''));
	});

	test('is told of a COPY that fails, and goes on', async () => {
		await expect(pipeline(Readable.from(['x\ty\n']), client.query(from('copy copied from stdin')))).rejects.toThrow('invalid input syntax');
		await expect(pipeline(Readable.from(['1\n']), client.query(from('copy missing from stdin')))).rejects.toThrow('does not exist');
		expect((await client.query<{n: number}>('select 1 as n')).rows).toEqual([{n: 1}]);
	});

	test('gives and takes values of five million bytes', async () => {
		const bytes = Buffer.alloc(5_000_000, 'planflip');
		const {rows: [row]} = await client.query<{bytes: Buffer}>('select $1::bytea as bytes', [bytes]);
		expect(row?.bytes.equals(bytes)).toBe(true);
	});
});

test('kysely\'s own PostgresDialect runs unchanged on it', async () => {
	const db = new Kysely<{film: {id: number; title: string}}>({dialect: new PostgresDialect({pool: new pg.Pool({...config(), max: 1})})});
	await db.schema.createTable('film').addColumn('id', 'integer', column => column.primaryKey()).addColumn('title', 'text').execute();
	await db.transaction().execute(async trx => {
		await trx.insertInto('film').values([{id: 1, title: 'Metropolis'}, {id: 2, title: 'M'}]).execute();
	});
	await expect(db.insertInto('film').values({id: 1, title: 'again'}).execute()).rejects.toThrow('duplicate key');
	expect(await db.selectFrom('film').select('title').where('id', '>', 1).execute()).toEqual([{title: 'M'}]);
	await db.destroy();
});

test('the thread that asks stays free while PGlite computes', async () => {
	let ticks = 0;
	const timer = setInterval(() => {
		ticks += 1;
	}, 1);
	await client.query('select count(*) from generate_series(1, 3000000)');
	clearInterval(timer);
	expect(ticks).toBeGreaterThan(10);
});
