import {beforeAll, expect, it} from 'vitest';
import {configurationOf, type IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import type {ExtensionFacts} from '../../source/database/extension-facts.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openServer} from '../../source/database/open-server.ts';
import {readExtensionFacts} from '../../source/database/read-extension-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {explain} from '../../source/experiment/explain.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import {withExtension} from '../support/extension-servers.ts';

const limits = {statementMs: 30_000};

function statement(sql: string, value: string | null = '7'): Subject {
	return {entry: 'test', sql, parameters: value === null ? [] : [{name: 'value', value}], file: 'queries/test.sql', line: 3};
}

withExtension('pg_hint_plan', 'rung 3, by hints', server => {
	let session: Session;
	let universe: IndexUniverse;
	let extensions: ExtensionFacts;

	beforeAll(async () => {
		await server.run(`
			do 'begin create role reader login; exception when duplicate_object then end';
			create table items (id int primary key, owner int not null, note text);
			insert into items select n, n % 500, 'note ' || n from generate_series(1, 20000) n;
			create index items_owner on items (owner);
			create table "Odd (Table)" (id int, "Key" int);
			insert into "Odd (Table)" select n, n from generate_series(1, 20000) n;
			create index "Odd ""Index""" on "Odd (Table)" ("Key");
			create view some_items as select hidden_alias.id, hidden_alias.owner from items as hidden_alias;
			create table parts (id int, day int) partition by range (day);
			create table parts_1 partition of parts for values from (0) to (100);
			create table parts_2 partition of parts for values from (100) to (200);
			insert into parts select n, n % 200 from generate_series(1, 20000) n;
			create index parts_id on parts (id);
			analyze;
			grant select on all tables in schema public to public;
			do $$ begin execute format('alter database %I set session_preload_libraries = pg_hint_plan', current_database()); end $$;
		`);
		session = await openServer(server.target('reader'));
		const tables = ['items', 'Odd (Table)', 'parts', 'parts_1', 'parts_2'].map(name => ({schema: 'public', name, owned: false}));
		universe = indexUniverse(await listIndexes(session), [], [], tables);
		extensions = await readExtensionFacts(session, {mayLoad: false});
		return () => session.close();
	});

	const without = (...keys: readonly string[]) => configurationOf([...universe.asBuilt.on].filter(key => !keys.includes(key)));
	const bench = () => sharedWorkbench(session, () => universe, rungOf(3), false, extensions);
	/** The indexes that planning and execution use: they must agree. */
	const used = async (configuration: IndexConfiguration, what: Subject) => bench().under(configuration, limits, async say => {
		const [planned, executed] = [await say(what, 'plan'), await say(what, 'tree')].map(({plan}) => plan.nodes.flatMap(({index}) => index ?? []));
		expect(executed).toEqual(planned);
		return executed;
	});

	it('finds out by trying that DisableIndex is known, as a user who may only read', () => {
		expect(extensions.hintPlan).toMatchObject({loaded: true, byLoad: false, disables: true});
	});

	it('is executed without the index, and with it again', async () => {
		const byOwner = statement('select * from items where owner = $1');
		expect(await used(universe.asBuilt, byOwner)).toEqual(['items_owner']);
		expect(await used(without('items_owner'), byOwner)).toEqual([]);
		expect(bench().executes(without('items_owner'))).toBe(true);
		expect(await used(universe.asBuilt, byOwner)).toEqual(['items_owner']);
	});

	it.each([
		['an alias', 'select * from items as i where i.owner = $1'],
		['an alias without AS, twice the same name in a sub-query', 'select * from items i, (select * from items i where i.owner = 9) b where i.owner = $1'],
		['a CTE', 'with mine as materialized (select * from items where owner = $1) select * from mine m join items o on o.owner = m.owner'],
		['a view, whose table has an alias of its own', 'select * from some_items where owner = $1'],
		['a comment in the way', 'select * /* items x */ from public . items -- why\n as "Other" where "Other".owner = $1'],
	])('reaches a table behind %s', async (_, sql) => {
		expect(await used(without('items_owner'), statement(sql))).not.toContain('items_owner');
		expect(await used(universe.asBuilt, statement(sql))).toContain('items_owner');
	});

	it('reaches names that need quotes', async () => {
		const sql = 'select * from "Odd (Table)" where "Key" = $1';
		expect(await used(universe.asBuilt, statement(sql))).toEqual(['Odd "Index"']);
		expect(await used(without('Odd "Index"'), statement(sql))).toEqual([]);
	});

	it('obeys the statement\'s own hints beside ours, where a second comment would be an error', async () => {
		const hinted = statement('select /*+ BitmapScan(i items_pkey) */ * from items i where i.id = $1 and i.owner = 7');
		await expect(explain(session, hinted, 'plan', '/*+ DisableIndex(i items_owner) */')).rejects.toThrow(/hint syntax error/);
		expect(await used(universe.asBuilt, hinted)).toEqual(['items_pkey']);
		expect(await used(without('items_owner'), hinted)).toEqual(['items_pkey']);
	});

	it('reaches one partition and leaves the others alone', async () => {
		const one = universe.indexes.find(index => index.table === 'parts_1' && index.columns[0] === 'id')?.key ?? '';
		expect(await used(universe.asBuilt, statement('select * from parts where id = $1'))).toEqual(['parts_1_id_idx', 'parts_2_id_idx']);
		expect(await used(without(one), statement('select * from parts where id = $1'))).toEqual(['parts_2_id_idx']);
	});

	it('points at the place of an error in the statement, hints or not', async () => {
		const wrong = statement('select *\nfrom items\nwhere ownr = $1');
		await expect(bench().under(without('items_owner'), limits, async say => say(wrong, 'plan'))).rejects.toMatchObject({where: 'queries/test.sql:5:7'});
	});

	it('without our guard a hint that names nothing is ignored in silence', async () => {
		const {plan} = await explain(session, statement('select * from items i where i.owner = $1'), 'plan', '/*+ DisableIndex(items items_owner) */');
		expect(plan.nodes.map(({index}) => index)).toContain('items_owner');
	});

	it('a superuser may LOAD it where nobody preloaded it; others are not made to try', async () => {
		const bare = await openServer({...server.target(), database: 'postgres'});
		const reader = await openServer({...server.target('reader'), database: 'postgres'});
		try {
			expect((await readExtensionFacts(bare, {mayLoad: false})).hintPlan).toMatchObject({loaded: false, disables: false});
			expect((await readExtensionFacts(bare, {mayLoad: true})).hintPlan).toMatchObject({loaded: true, byLoad: true, disables: true});
			expect((await readExtensionFacts(reader, {mayLoad: true})).hintPlan).toMatchObject({loaded: false, byLoad: false, disables: false});
		} finally {
			await bare.close();
			await reader.close();
		}
	});
});
