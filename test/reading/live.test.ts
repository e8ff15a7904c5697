import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {JsonObject} from '../../source/plan/plan.ts';
import {readPlans} from '../../source/reading/read-plans.ts';
import {nativeMajor, nativeName, noNativeServer, startNativeServer, type NativeServer} from '../support/native-server.ts';
import {whatTextTells} from './what-text-tells.ts';
import {needing} from '../support/needing.ts';

const setUp = `
	create table t(a int primary key, b int, c text);
	insert into t select i, i % 100, 'c' || i % 50 from generate_series(1, 5000) i;
	create index "on t using b" on t(b);
	create table u(id int primary key, t_a int references t(a));
	insert into u select i, 1 + i * 7 % 5000 from generate_series(1, 500) i;
	analyze;`;

const statements = [
	'select * from t where b = 3 order by c || \', \', a desc limit 3',
	'select c, count(*) from t group by rollup(c) having count(*) > 1',
	'select (select max(a) from t), array(select id from u where id < 5) from t "T a" where b > (select avg(b) from t)',
	'with w as materialized (select * from t where b < 10), m as (update u set t_a = 1 where id < 5 returning *) select count(*) from w, m where w.b = m.id',
	'select * from t full join u on t.a = u.t_a where t.c is distinct from E\'two\\nlines\'',
	'select b from t except all select id from u',
	'insert into t values (1, 2, \'x\'), (-5, 1, \'y\') on conflict (a) do update set b = excluded.b where t.b < 50',
];

describe(`${nativeName}, asked in its four formats`, needing(noNativeServer), () => {
	let server: NativeServer;
	let client: pg.Client;

	beforeAll(async () => {
		server = await startNativeServer();
		await server.run(setUp);
		client = new pg.Client({host: server.folder, port: server.port, user: server.user, database: 'postgres'});
		await client.connect();
	});

	afterAll(async () => {
		await client.end();
		await server.stop();
	});

	/** What psql would show of it, in one text. */
	async function explain(options: string, format: string, statement: string): Promise<string> {
		// Rows that were taken back would be found, and counted, by the next.
		await client.query('vacuum t, u');
		await client.query('begin');
		const {rows} = await client.query<Record<'QUERY PLAN', unknown>>(`explain (${options}, format ${format}) ${statement}`);
		await client.query('rollback');
		return rows.map(row => typeof row['QUERY PLAN'] === 'string' ? row['QUERY PLAN'] : JSON.stringify(row['QUERY PLAN'])).join('\n');
	}

	test.each([
		'analyze, verbose, timing off, buffers off, summary off',
		'analyze, timing off, costs off, buffers off, summary off, settings',
		'verbose',
	])('%s: answers with the same plan', async options => {
		for (const statement of statements) {
			const raw = async (format: string): Promise<JsonObject | undefined> => readPlans(await explain(options, format, statement))[0]?.plan.raw;
			const json = await raw('json') ?? {};
			expect(await raw('yaml'), statement).toEqual(json);
			expect(await raw('xml'), statement).toEqual(json);
			// What 13's text keeps to itself about a ModifyTable's children is told with its fixtures, in formats.test.ts.
			if (nativeMajor > 13 || !statement.includes('update')) {
				expect(await raw('text'), statement).toEqual(whatTextTells(json, nativeMajor));
			}
		}
	});
});
