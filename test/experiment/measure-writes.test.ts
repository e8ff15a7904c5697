import {beforeAll, expect, it} from 'vitest';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {listTables} from '../../source/database/list-tables.ts';
import type {Session} from '../../source/database/session.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {measureWrites} from '../../source/experiment/measure-writes.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {OperationCost, WriteCost} from '../../source/experiment/write-cost.ts';
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
				id uuid primary key default gen_random_uuid(), number int unique, code varchar(20) not null unique, maker int not null references makers,
				kind text not null check (kind in ('a', 'b', 'c')), note text, price numeric generated always as (number * 2) stored
			) with (fillfactor = 30);
			insert into wares (number, code, maker, kind, note) select n, 'code ' || n, 1 + n % 50, (array['a', 'b', 'c'])[1 + n % 3], 'note ' || n from generate_series(1, 2000) n;
			create index wares_kind on wares (kind);
			create index wares_maker on wares (maker);
			create index makers_lower on makers (lower(name));
			create table pairs (one int references makers, two int references makers, primary key (one, two));
			insert into pairs select a, b from generate_series(1, 10) a, generate_series(1, 10) b;
			create index pairs_two on pairs (two);
			create table rooms (id int, during int4range, exclude using gist (during with &&));
			insert into rooms select n, int4range(n, n + 1) from generate_series(1, 50) n;
			create index rooms_id on rooms (id);
			create table parted (id int, note text) partition by hash (id);
			create table parted_0 partition of parted for values with (modulus 1, remainder 0);
			insert into parted select n, 'x' from generate_series(1, 50) n;
			create index parted_id on parted (id);
			create table few (id int);
			create index few_id on few (id);
			create materialized view kinds as select kind, count(*) from wares group by kind;
			create index kinds_kind on kinds (kind);
			analyze;
		`);
		universe = indexUniverse(await listIndexes(session), [], [], await listTables(session));
	});

	const measured = async (indexes: readonly string[], number: 1 | 2 = 1, together: readonly string[] = []) => {
		const workbench = isolatedWorkbench(session, () => universe, true);
		try {
			return await measureWrites({session, workbench, rung: rungOf(number), universe, on: universe.asBuilt, indexes, together, rounds: 2, signal: new AbortController().signal, clock: {ms: () => performance.now()}});
		} finally {
			await workbench.rest();
		}
	};

	const operation = (cost: WriteCost | undefined, wanted: OperationCost['operation']) => {
		const found = cost?.operations.find(each => each.operation === wanted);
		return found?.kind === 'measured' ? found : {because: found?.because ?? ''};
	};

	const print = async () => JSON.stringify([await session.query('select md5(string_agg(w::text, \'\' order by w.number)) from wares w'), await session.query('select pg_get_indexdef(indexrelid), indisvalid from pg_index where indrelid = \'wares\'::regclass order by 1')]);

	it('is told for each operation with its time, its log and its HOT share; nothing stays', async () => {
		const before = await print();
		const [kind, maker] = await measured(['wares_kind', 'wares_maker']);
		expect(kind).toMatchObject({index: 'wares_kind', schema: 'public', table: 'wares', operations: [{operation: 'insert'}, {operation: 'update indexed'}, {operation: 'update other'}, {operation: 'delete'}]});
		for (const cost of [kind, maker]) {
			expect(cost?.operations.map(each => each.kind)).toEqual(['measured', 'measured', 'measured', 'measured']);
			expect(cost?.operations.every(each => each.kind === 'measured' && each.rows >= 20 && each.ms.with > 0 && each.ms.without > 0 && each.comparison.pairs === 2)).toBe(true);
		}

		// An INSERT logs an entry more, a DELETE touches no index.
		const [inserted, own, other, deleted] = (kind?.operations ?? []).flatMap(each => each.kind === 'measured' ? [each] : []);
		expect(inserted?.walBytes?.with).toBeGreaterThan((inserted?.walBytes?.without ?? Infinity) + 5000);
		expect(Math.abs((deleted?.walBytes?.with ?? 0) - (deleted?.walBytes?.without ?? Infinity))).toBeLessThan(5000);
		// An index on what is updated forbids HOT, one on something else does not.
		expect(own?.hot?.with).toBe(0);
		expect(own?.hot?.without).toBeGreaterThan(0.9);
		expect(other?.hot?.with).toBeGreaterThan(0.9);
		expect([inserted?.hot, deleted?.hot]).toEqual([null, null]);
		expect(await print()).toBe(before);
	});

	/** With these indexes on wares proposed, by name and key. */
	const proposing = async (keys: Readonly<Record<string, string>>, work: () => Promise<readonly WriteCost[]>) => {
		const before = universe;
		const definitions = Object.entries(keys).map(([name, key]) => ({kind: 'IndexDefinition' as const, name, table: 'wares', why: '', priority: null, sql: `create index ${name} on wares (${key})`, presets: [], file: '', line: 1}));
		universe = indexUniverse(await listIndexes(session), definitions, [], await listTables(session));
		const costs = await work();
		universe = before;
		return costs;
	};

	it('also for an index that is only proposed', async () => {
		const [cost] = await proposing({wares_note: 'note'}, () => measured(['wares_note']));
		const {hot} = {hot: null, ...operation(cost, 'update indexed')};
		expect(hot).toMatchObject({with: 0});
		expect(hot?.without).toBeGreaterThan(0.9);
	});

	it('is told of several that go at once: what each of them forbids alone, they allow together', async () => {
		const keys = {wares_note: 'note', wares_note_maker: 'note, maker'};
		const [one, both, ...others] = await proposing(keys, () => measured(['wares_note'], 1, ['wares_note', 'wares_note_maker']));
		expect(others).toEqual([]);
		expect([one?.index, both?.index, both?.table]).toEqual(['wares_note', 'wares_note, wares_note_maker', 'wares']);
		expect({hot: null, ...operation(one, 'update indexed')}.hot).toMatchObject({with: 0, without: 0});
		expect({hot: null, ...operation(both, 'update indexed')}.hot?.without).toBeGreaterThan(0.9);
		expect(await measured([], 2, ['wares_maker'])).toMatchObject([{index: 'wares_maker'}]);
	});

	it.each([
		['pairs_two', 'insert', 'copies of rows would break the unique index pairs_pkey, and no other values can be made up for one, two'],
		['pairs_two', 'update indexed', 'values of two are unique'],
		['rooms_id', 'insert', 'exclusion constraint'],
		['parted_id', 'insert', 'its table is partitioned'],
		['few_id', 'delete', 'few has only 0 rows'],
		['kinds_kind', 'insert', 'a materialised view is refreshed, not written'],
		['makers_lower', 'delete', 'violates'],
		['makers_lower', 'update other', 'every column is in one of its indexes'],
	] as const)('%s, %s: not measured, and why', async (index, wanted, because) => {
		const [cost] = await measured([index]);
		const found = operation(cost, wanted);
		expect('because' in found ? found.because : 'measured').toContain(because);
	});

	it('is not measured where others depend on the database', async () => {
		const [cost] = await measured(['wares_kind'], 2);
		expect(cost?.operations.map(each => each.kind === 'not measured' && each.because)).toEqual(Array(4).fill('rows are written only in a database that nobody else depends on (here: MEASURED, no table lock)'));
	});
});
