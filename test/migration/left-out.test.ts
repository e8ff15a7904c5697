import {expect, it} from 'vitest';
import {applySql, rollbackSql} from '../../source/migration/sql-script.ts';
import {withNativeServer} from '../support/engines.ts';
import {decideOn} from '../support/migration-server.ts';

const patience = 120_000;

withNativeServer('what no script does', native => {
	it('is to drop an index that does more than to serve queries, and the reason is told', async () => {
		await native.server.run(`
			create table film (id int primary key, code text unique, slot int4range, sku int not null, ean int not null, at int,
				exclude using gist (slot with &&));
			create unique index film_sku on film (sku);
			create unique index film_ean on film (ean);
			create index film_at on film (at);
			create index film_free on film (at, ean);
			alter table film replica identity using index film_ean;
			alter table film cluster on film_at;
			create table scene (film int references film (sku), n int);
			create materialized view films as select id, code from film;
			create unique index films_id on films (id);
			create table night (at int) partition by range (at);
			create table night_1 partition of night for values from (0) to (9);
			create index night_at on night (at);
			create table lone (at int) partition by range (at);
			create table lone_1 partition of lone for values from (0) to (9);
			create index lone_at on only lone (at);`, native.database);
		const migration = await decideOn(native, native.database, {
			off: ['film_pkey', 'film_code_key', 'film_slot_excl', 'film_sku', 'film_ean', 'film_at', 'film_free', 'films_id', 'night_1_at_idx', 'lone_at'],
		});
		expect(migration.changes.map(({kind, index}) => [kind, index.name])).toEqual([['drop', 'film_free']]);
		expect(Object.fromEntries(migration.leftOut.map(({name, why}) => [name, why]))).toEqual({
			film_pkey: expect.stringContaining('backs the constraint film_pkey (primary key)') as string,
			film_code_key: expect.stringContaining('backs the constraint film_code_key (unique)') as string,
			film_slot_excl: expect.stringContaining('backs the constraint film_slot_excl (exclusion)') as string,
			film_sku: 'foreign keys rest on it: scene_film_fkey',
			film_ean: expect.stringContaining('replica identity') as string,
			film_at: expect.stringContaining('CLUSTER goes by it') as string,
			films_id: expect.stringContaining('REFRESH MATERIALIZED VIEW CONCURRENTLY') as string,
			night_1_at_idx: 'it is a part of night_at, and goes with that one only',
			lone_at: expect.stringContaining('INVALID') as string,
		});
		const script = applySql(migration);
		expect(script.match(/DROP INDEX/g)).toHaveLength(1);
		for (const {name} of migration.leftOut) {
			expect(script).toContain(`--   ${name}: `);
		}
	}, patience);

	it('is to keep a unique index out because of ON CONFLICT without saying so, nor to attach parts to a table with foreign partitions, or by a name that something else has', async () => {
		await native.server.run('create table once (id int, note text); create unique index once_id on once (id)', native.database);
		await native.server.run(`create foreign data wrapper nowhere; create server away foreign data wrapper nowhere;
			create table far (at int) partition by range (at); create foreign table far_1 partition of far for values from (0) to (9) server away;
			create table near (at int) partition by range (at); create table near_1 partition of near for values from (0) to (9); create table near_at_idx_near_1 (n int)`, native.database);
		const {changes, leftOut} = await decideOn(native, native.database, {off: ['once_id'], propose: ['far (at)', 'near (at)']});
		expect(changes).toEqual([]);
		expect(leftOut).toEqual([
			{name: 'once_id', why: expect.stringContaining('INSERT ... ON CONFLICT may go by it') as string},
			{name: 'far_at_idx', why: expect.stringContaining('public.far_1 is a foreign table') as string},
			{name: 'near_at_idx', why: 'its part on public.near_1 would be called near_at_idx_near_1, which is something else\'s name'},
		]);
	}, patience);

	it('is to build again what was INVALID', async () => {
		await native.server.run('create table broken (id int)', native.database);
		await native.server.run('insert into broken values (1), (1)', native.database);
		await native.server.run('create unique index concurrently broken_id on broken (id)', native.database).catch(() => undefined);
		await native.server.run('create index concurrently broken_too on broken (id)', native.database);
		await native.server.run('update pg_index set indisvalid = false where indexrelid = \'broken_too\'::regclass', native.database);
		const migration = await decideOn(native, native.database, {off: ['broken_too']});
		expect(migration.changes).toMatchObject([{kind: 'drop', index: {name: 'broken_too', valid: false}, evidence: [expect.stringContaining('INVALID') as string]}]);
		expect(applySql(migration)).toContain('DROP INDEX CONCURRENTLY IF EXISTS public.broken_too');
		expect(rollbackSql(migration)).not.toContain('CREATE INDEX');
	}, patience);
});
