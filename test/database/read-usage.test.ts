import {beforeAll, expect, test} from 'vitest';
import {readUsage} from '../../source/database/read-usage.ts';
import {withEngines} from '../support/engines.ts';

const schema = `
	create schema "Mixed Case";
	create table people (id int primary key, email text, name text);
	create unique index people_email on people (email);
	alter table people alter column email set not null;
	alter table people replica identity using index people_email;
	create table "Mixed Case"."Table T" (person int references people (id));
	create index "Index I" on "Mixed Case"."Table T" (person);
	create table events (day date, n int) partition by range (day);
	create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01');
	create index events_day on events (day);
	insert into people select n, 'p' || n, 'x' from generate_series(1, 1000) n;
	analyze people;
	set enable_seqscan = off;
`;

withEngines('readUsage', engine => {
	beforeAll(async () => {
		await engine.session.script(schema);
		await engine.session.query('select * from people where id = 7');
		await engine.session.script('update people set name = \'y\' where id < 11');
		// What a backend counted is told when its transaction is over, and at most once a second; this asks for it now (PostgreSQL 15).
		if (engine.major >= 15) {
			await engine.session.query('select pg_stat_force_next_flush()');
		}

		await engine.session.script('reset enable_seqscan');
	});

	test('tells scans, sizes and what rests on an index, with names as they are', async () => {
		await expect.poll(async () => (await readUsage(engine.session)).indexes.find(({name}) => name === 'people_pkey')?.scans, {timeout: 20_000}).toBeGreaterThan(0);
		const {indexes} = await readUsage(engine.session);
		const named = (wanted: string) => indexes.find(({name}) => name === wanted);
		expect(named('people_pkey')).toMatchObject({foreignKeys: ['Table T_person_fkey'], replicaIdentity: false, constraint: {kind: 'primary key'}});
		expect(named('people_email')).toMatchObject({foreignKeys: [], replicaIdentity: true, scans: 0, unique: true, lastScan: null});
		expect(named('Index I')).toMatchObject({schema: 'Mixed Case', table: 'Table T', bytes: 8192});
		expect(named('events_1_day_idx')?.parentOid).toBe(named('events_day')?.oid);
		if (engine.major >= 16) {
			expect(named('people_pkey')?.lastScan?.getFullYear()).toBeGreaterThanOrEqual(2026);
		}
	});

	test('tells rows, writes and visits of tables, not of partitioned ones, which hold nothing', async () => {
		await expect.poll(async () => (await readUsage(engine.session)).tables.find(({name}) => name === 'people')?.written.updated, {timeout: 20_000}).toBe(10);
		const {tables} = await readUsage(engine.session);
		expect(tables.map(({schema: at, name}) => `${at}.${name}`)).toEqual(['Mixed Case.Table T', 'public.events_1', 'public.people']);
		const people = tables.find(({name}) => name === 'people');
		expect(people).toMatchObject({rows: 1000, written: {inserted: 1000, updated: 10, deleted: 0}, lastVacuum: null});
		expect(people?.bytes).toBeGreaterThanOrEqual(8192 * 6);
		expect(people?.lastAnalyze?.getFullYear()).toBeGreaterThanOrEqual(2026);
	});

	test('takes the planner\'s word for rows that nobody has counted: lost counters say 0 of the largest table', async () => {
		await engine.session.script('create table restored as select generate_series(1, 500) as n; analyze restored; select pg_stat_reset_single_table_counters(\'restored\'::regclass)');
		const restored = async () => (await readUsage(engine.session)).tables.find(({name}) => name === 'restored');
		await expect.poll(restored, {timeout: 20_000}).toMatchObject({rows: 500, deadRows: null, lastAnalyze: null});
		await engine.session.script('drop table restored');
	});

	test('says how long the counters have been counting, and why statements are not told', async () => {
		const {age, statements} = await readUsage(engine.session);
		expect(age).toMatchObject({standby: false, counting: true});
		expect(age.now.getTime()).toBeGreaterThanOrEqual(age.serverStarted.getTime());
		expect(statements).toMatchObject({kind: 'absent'});
	});
});
