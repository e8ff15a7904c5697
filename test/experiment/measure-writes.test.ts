import {beforeAll, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {listTables} from '../../source/database/list-tables.ts';
import type {Session} from '../../source/database/session.ts';
import {type IndexUniverse, indexUniverse, type UniverseIndex} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {measureWrites, type WritesRequest} from '../../source/experiment/measure-writes.ts';
import {proposalOfText} from '../../source/experiment/proposal-of-text.ts';
import {withProposal} from '../../source/experiment/propose-index.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {measuredOperation, type MeasuredOperation, rowWalBytes, type WriteCost, type WriteOperation, writeOperations} from '../../source/experiment/write-cost.ts';
import {withEngines} from '../support/engines.ts';

withEngines('what an index adds to writing', engine => {
	let session: Session;
	let universe: IndexUniverse;

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table makers (id int primary key, name text not null unique);
			insert into makers select n, 'maker ' || n from generate_series(1, 50) n;
			create table wares (
				id uuid primary key default gen_random_uuid(), number int generated always as identity unique, code varchar(20) not null unique, maker int not null references makers on delete cascade,
				kind text not null check (kind in ('a', 'b', 'c')), note text, amount int not null, price int generated always as (amount * 2) stored
			);
			insert into wares (code, maker, kind, note, amount) select 'code ' || n, 1 + n % 50, (array['a', 'b', 'c'])[1 + n % 3], 'note ' || n, n % 77 from generate_series(1, 2000) n;
			create table parts (ware uuid references wares on delete cascade);
			create function forbid() returns trigger language plpgsql as 'begin raise exception ''wares were written''; end';
			create trigger wares_stay before insert or update or delete on wares for each row execute function forbid();
			create index wares_kind on wares (kind);
			create index wares_maker on wares (maker);
			create index wares_twin on wares (maker);
			create index wares_price on wares (price);
			create index wares_some on wares (amount) where maker < 10;
			create index makers_lower on makers (lower(name));
			create table pairs (one int, two int, primary key (one, two));
			insert into pairs select a, b from generate_series(1, 10) a, generate_series(1, 10) b;
			create index pairs_two on pairs (two);
			create table rooms (id int, during int4range, exclude using gist (during with &&));
			insert into rooms select n, int4range(n, n + 1) from generate_series(1, 50) n;
			create index rooms_id on rooms (id);
			create table parted (id int, day int) partition by range (day);
			create table parted_a partition of parted for values from (0) to (50);
			create table parted_b partition of parted for values from (50) to (100);
			insert into parted select n, n % 100 from generate_series(1, 3000) n;
			create index parted_id on parted (id);
			create table few (id int);
			insert into few select n from generate_series(1, 30) n;
			create index few_id on few (id);
			create table same (id int, flag boolean not null);
			insert into same select n, false from generate_series(1, 500) n;
			create index same_flag on same (flag);
			create table texts (id int primary key, words text not null);
			insert into texts select n, 'text ' || n from generate_series(1, 400) n;
			create materialized view kinds as select kind, count(*) from wares group by kind;
			create index kinds_kind on kinds (kind);
			create schema "The ""Shop""; --";
			create table "The ""Shop""; --"."USING (x)" ("t" int primary key, "row" text not null, "%s $1" int generated always as ("t" * 2) stored, "id" text);
			insert into "The ""Shop""; --"."USING (x)" ("t", "row", "id") select n, 'r' || n, repeat('i', 40) || n from generate_series(1, 900) n;
			create index " USING " on "The ""Shop""; --"."USING (x)" (lower("row"), "id") include ("%s $1");
			create table "The ""Shop""; --".planflip_copy_1 ();
			analyze;
		`);
		const tables = await listTables(session);
		universe = indexUniverse(await listIndexes(session), [], [], tables);
		for (const sql of ['create index wares_note on wares (note)', 'create index wares_note_maker on wares (note, maker)', 'create index monstrous on texts using gin (to_tsvector(\'simple\', repeat(words || \' \' || md5(words) || \' \', 20))) with (fastupdate = off)']) {
			universe = withProposal(universe, proposalOfText(sql, universe, tables), tables).universe;
		}
	});

	/** These go at once; one round, unless something else is wanted. */
	const costOf = async (keys: readonly string[], changes: Partial<WritesRequest> = {}) => {
		const [first, ...others] = keys.flatMap((key): readonly UniverseIndex[] => [universe.byKey.get(key) ?? []].flat());
		if (first === undefined || others.length + 1 < keys.length) {
			throw new Error('no such index');
		}

		const workbench = isolatedWorkbench(session, () => universe, true);
		try {
			return await measureWrites({session, workbench, rung: rungOf(1), universe, on: universe.asBuilt, indexes: [first, ...others], rounds: 1, budgetMs: 2000, signal: new AbortController().signal, clock: {ms: () => performance.now()}, ...changes});
		} finally {
			await workbench.rest();
		}
	};

	const operation = (cost: WriteCost, wanted: WriteOperation): MeasuredOperation => measuredOperation(cost, wanted) ?? expect.fail(JSON.stringify(cost.operations));

	/** Everything of the user's tables that planning and reading goes by, and whatever relations there are. */
	const footprint = async () => JSON.stringify([
		await session.query('select c.oid::int, c.relname, c.relpages, c.reltuples, pg_relation_size(c.oid) as bytes, pg_relation_filenode(c.oid) as file from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where n.nspname !~ \'^(pg_|information_schema)\' order by c.oid'),
		await session.query('select relname, n_live_tup, n_dead_tup, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables where relid <> 0 order by relid'),
		await session.query('explain (format json) select * from wares where note = \'note 7\' and maker = 3'),
		await session.query('select md5(string_agg(w::text, \'\' order by w.number)) from wares w'),
		await session.query('select last_value, is_called from wares_number_seq'),
		(await listIndexes(session)).map(({scans: _, ...index}) => index),
	]);

	it('is told for each operation with its time, its log and its HOT share, of a copy: the table stays as it is, and nothing else is there afterwards', async () => {
		await session.query('select pg_stat_force_next_flush()').catch(() => null);
		const before = await footprint();
		const cost = await costOf(['wares_kind'], {rounds: 2});
		expect(cost).toMatchObject({index: 'wares_kind', schema: 'public', table: 'wares', copied: 1850});
		expect(cost.operations.map(({operation: each}) => each)).toEqual(writeOperations);
		for (const wanted of writeOperations) {
			const {rows, ms, comparison} = operation(cost, wanted);
			expect(rows).toBeGreaterThanOrEqual(100);
			expect(Math.min(ms.with, ms.without)).toBeGreaterThan(0);
			expect(comparison.pairs).toBe(2);
		}

		// An INSERT logs an entry more, a DELETE touches no index.
		expect(rowWalBytes(cost)).toBeGreaterThan(40);
		expect(operation(cost, 'delete').walBytes?.with).toBe(operation(cost, 'delete').walBytes?.without);
		// An index on what is updated forbids HOT, one on something else does not.
		expect(operation(cost, 'update indexed').hot?.with).toBe(0);
		expect(operation(cost, 'update indexed').hot?.without).toBeGreaterThan(0.95);
		expect(operation(cost, 'update other').hot?.with).toBeGreaterThan(0.95);
		expect([operation(cost, 'insert').hot, operation(cost, 'delete').hot]).toEqual([null, null]);
		await session.query('select pg_stat_force_next_flush()').catch(() => null);
		expect(await footprint()).toBe(before);
	});

	it('is counted, the same every time, and for twins the same; rows that a partial index has not cost nothing', async () => {
		const [maker, twin, partial] = [await costOf(['wares_maker']), await costOf(['wares_twin']), await costOf(['wares_some'])].map(cost => rowWalBytes(cost));
		expect(maker).toBe(twin);
		expect(rowWalBytes(await costOf(['wares_maker']))).toBe(maker);
		expect(partial).toBeGreaterThan(0);
		expect(partial).toBeLessThan(Number(maker));
	});

	it('is slower beyond doubt where the index is a monster, also when it is only proposed', async () => {
		const cost = await costOf(['monstrous'], {rounds: 5});
		for (const wanted of ['insert', 'update indexed'] as const) {
			const {comparison, walBytes} = operation(cost, wanted);
			expect(comparison).toMatchObject({verdict: 'slower', pairs: 5});
			expect(1 / comparison.ratio.high).toBeGreaterThan(1);
			expect(walBytes?.with).toBeGreaterThan(2 * (walBytes?.without ?? Infinity));
		}

		expect(operation(cost, 'update indexed').hot).toEqual({with: 0, without: 1});
	});

	it('is told of several that go at once: what each of them forbids alone, they allow together', async () => {
		const on = configurationOf([...universe.asBuilt.on, 'wares_note', 'wares_note_maker']);
		expect(operation(await costOf(['wares_note'], {on}), 'update indexed').hot).toEqual({with: 0, without: 0});
		const both = await costOf(['wares_note', 'wares_note_maker'], {on});
		expect(both.index).toBe('wares_note, wares_note_maker');
		expect(operation(both, 'update indexed').hot).toEqual({with: 0, without: 1});
	});

	it.each([
		['wares_price', 'a generated column changes with what it is made of'],
		['wares_code_key', 'unique values are those of rows that the copy has not'],
		['pairs_pkey', 'columns that are unique together change together'],
		['rooms_id', 'an exclusion constraint is no obstacle to rows that were there'],
		['parted_id', 'of a partitioned table its rows are copied, whatever partition they are in'],
		[' USING ', 'whatever things are called'],
	])('%s: %s', async key => {
		const cost = await costOf([key]);
		const {hot, rows} = operation(cost, 'update indexed');
		expect(rows).toBeGreaterThanOrEqual(10);
		expect(hot?.with).toBe(0);
		expect(rowWalBytes(cost)).toBeGreaterThan(10);
		expect(operation(cost, 'delete').rows).toBeGreaterThanOrEqual(10);
	});

	it.each([
		['few_id', 'insert', 'few has too few rows for it: 30'],
		['kinds_kind', 'insert', 'a materialised view is refreshed, not written'],
		['makers_lower', 'update other', 'no column outside of its indexes'],
		['same_flag', 'update indexed', 'no column whose values differ'],
	] as const)('%s, %s: not measured, and why', async (key, wanted, because) => {
		const found = (await costOf([key])).operations.find(each => each.operation === wanted);
		expect(found?.kind === 'not measured' ? found.because : 'measured').toContain(because);
	});

	it('is not measured where others depend on the database', async () => {
		const cost = await costOf(['wares_kind'], {rung: rungOf(2)});
		expect(cost.operations.map(each => each.kind === 'not measured' && each.because)).toEqual(Array(4).fill('rows are written only in a database that nobody else depends on (here: MEASURED, no table lock)'));
	});

	it('stopped in the middle it leaves nothing behind', async () => {
		const before = await footprint();
		const stopping = new AbortController();
		let asked = 0;
		const clock = {ms: () => {
			if (++asked === 2) {
				stopping.abort();
			}

			return asked;
		}};
		await expect(costOf(['wares_kind'], {rounds: undefined, signal: stopping.signal, clock})).rejects.toThrow();
		expect(asked).toBe(2);
		expect(await footprint()).toBe(before);
	});
});
