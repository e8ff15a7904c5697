import {beforeAll, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {listTables} from '../../source/database/list-tables.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {measureWal} from '../../source/experiment/measure-wal.ts';
import {proposalOfText} from '../../source/experiment/proposal-of-text.ts';
import {withProposal} from '../../source/experiment/propose-index.ts';
import {withEngines} from '../support/engines.ts';

withEngines('what an index adds to the log of writes', engine => {
	let universe: IndexUniverse;

	beforeAll(async () => {
		await engine.session.script(`
			create schema "The Shop";
			create table "The Shop"."USING (x)" (id int primary key, "order" int not null, email text not null unique, note text, doubled int generated always as ("order" * 2) stored);
			insert into "The Shop"."USING (x)" select n, n % 900, 'person number ' || n || '@example.com', repeat('n', 60) from generate_series(1, 9000) n;
			create index narrow on "The Shop"."USING (x)" ("order");
			create index twin on "The Shop"."USING (x)" ("order");
			create index " USING " on "The Shop"."USING (x)" (lower(email), note) include (doubled);
			create index nobody on "The Shop"."USING (x)" (note) where "order" < 0;
			create index words on "The Shop"."USING (x)" using gin (to_tsvector('simple', email));
			create table few (id int primary key, n int);
			insert into few select n, n from generate_series(1, 20) n;
			create index few_n on few (n);
			create table parted (id int, day int) partition by range (day);
			create table parted_a partition of parted for values from (0) to (50);
			create table parted_b partition of parted for values from (50) to (100);
			insert into parted select n, n % 100 from generate_series(1, 3000) n;
			create index parted_id on parted (id);
			create materialized view seen as select * from few;
			create index seen_n on seen (n);
			analyze;
		`);
		const tables = await listTables(engine.session);
		universe = indexUniverse(await listIndexes(engine.session), [], [], tables);
		universe = withProposal(universe, proposalOfText('create unique index proposed on "The Shop"."USING (x)" (email, id)', universe, tables), tables).universe;
	});

	/** Bytes a row, or why not; in the transaction in which proposed indexes are built, which is taken back. */
	const walOf = async (...keys: readonly string[]) => {
		const indexes = keys.flatMap(key => universe.byKey.get(key) ?? []);
		const [first] = indexes;
		if (first === undefined) {
			throw new Error('no such index');
		}

		const bench = isolatedWorkbench(engine.session, () => universe, true);
		const costs = await bench.under(configurationOf([...universe.asBuilt.on, ...keys]), {statementMs: 30_000, mayWrite: true}, async () => measureWal(engine.session, first, indexes));
		await bench.rest();
		return Object.fromEntries(costs.map(cost => [cost.index, cost.kind === 'measured' ? cost.bytes : cost.because]));
	};

	const footprint = async () => JSON.stringify([
		await engine.session.query('select c.relname, c.relpages, pg_relation_size(c.oid) as bytes from pg_class as c where c.relnamespace not in (\'pg_catalog\'::regnamespace, \'pg_toast\'::regnamespace, \'information_schema\'::regnamespace) order by c.oid'),
		(await listIndexes(engine.session)).map(({scans: _, ...index}) => index),
	]);

	it('is counted, the same every time, and more for what holds more', async () => {
		const keys = ['narrow', 'twin', ' USING ', 'nobody', 'words', 'proposed'];
		const first = await walOf(...keys);
		expect(await walOf(...keys)).toEqual(first);
		const {narrow, twin, nobody, words, proposed, ' USING ': wide} = first;
		expect(narrow).toBeGreaterThan(20);
		expect(twin).toBe(narrow);
		expect(wide).toBeGreaterThan(Number(narrow) + 80);
		expect(nobody).toBe(0);
		expect(words).toBeGreaterThan(Number(narrow));
		expect(proposed).toBeGreaterThan(Number(narrow));
	});

	it('leaves neither tables nor pages behind, and the table itself is not written', async () => {
		const before = await footprint();
		await walOf('narrow', 'words');
		expect(await footprint()).toBe(before);
	});

	it('is that of a row of the partition for the index of a partitioned table', async () => {
		expect((await walOf('parted_id'))['parted_id']).toBeGreaterThan(20);
	});

	it('is not known of a handful of rows, nor of what nobody writes', async () => {
		expect(await walOf('few_n')).toEqual({few_n: 'few has too few rows for it: 20'});
		expect(await walOf('seen_n')).toEqual({seen_n: 'a materialised view is refreshed, not written'});
	});
});
