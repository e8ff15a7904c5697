import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {configurationOf, flip} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import type {Session} from '../../source/database/session.ts';
import {blockingWorkbench} from '../../source/experiment/blocking-workbench.ts';
import {explain} from '../../source/experiment/explain.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import type {Workbench} from '../../source/experiment/workbench.ts';
import {planGist} from '../../source/view/plan-gist.ts';
import {withEngines} from '../support/engines.ts';

const subject: Subject = {
	entry: 'by-owner',
	sql: 'select * from items where owner = $1',
	parameters: [{name: 'owner', value: '7'}],
	file: 'queries/by-owner.sql',
	line: 3,
};
const byId: Subject = {...subject, sql: 'select * from items where id = $1'};
const limits = {statementMs: 30_000};
const proposal = {
	kind: 'IndexDefinition' as const, name: 'items_owner_note', table: 'items', why: 'for the test', priority: null,
	sql: 'create index items_owner_note on items (owner, note)', presets: ['all'], file: 'indexes.sql', line: 1,
};

withEngines('flipping indexes', engine => {
	let session: Session;
	let universe: IndexUniverse;

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table items (id int primary key, owner int not null, note text);
			insert into items select n, n % 500, repeat('x', 200) from generate_series(1, 20000) n;
			create index items_owner on items (owner);
			analyze items;
		`);
	});

	beforeEach(async () => {
		universe = indexUniverse(await listIndexes(session), [proposal], [], [{schema: 'public', name: 'items', owned: true}]);
	});

	const benches: ReadonlyArray<readonly [string, () => Workbench]> = [
		['rung 1', () => isolatedWorkbench(session, () => universe, true)],
		['rung 2', () => sharedWorkbench(session, () => universe, rungOf(2), true)],
		['rung 5', () => blockingWorkbench(session, () => universe, true)],
	];
	const gist = async (bench: Workbench, on: Iterable<string>, what = subject) => bench.under(
		configurationOf(on),
		limits,
		async () => planGist((await explain(session, what, 'tree')).plan),
	);
	/** Everything about the indexes that a flip could have left behind. */
	const trace = async () => JSON.stringify(await session.query(`
		select c.relname, i.indisvalid, i.indisready, pg_get_indexdef(c.oid) from pg_class c join pg_index i on i.indexrelid = c.oid
		where i.indrelid = 'items'::regclass order by 1`));

	describe.each(benches)('%s', (_, open) => {
		it('takes an index away, gives it back, and leaves the database as it was', async () => {
			const before = await trace();
			const bench = open();
			expect(await gist(bench, universe.asBuilt.on)).toMatch(/items_owner/);
			expect(await gist(bench, flip(universe.asBuilt, 'items_owner').on)).toBe('Seq Scan items');
			expect(await gist(bench, universe.asBuilt.on)).toMatch(/items_owner/);
			await bench.rest();
			expect(await trace()).toBe(before);
		});

		it('hides an index that backs a constraint without dropping the constraint', async () => {
			const before = await trace();
			const bench = open();
			expect(await gist(bench, ['items_owner'], byId)).toBe('Seq Scan items');
			await bench.rest();
			expect(await trace()).toBe(before);
			await expect(session.query('insert into items values (1, 1, null)')).rejects.toThrow(/items_pkey/);
		});

		it('lets nothing be written while something is tried', async () => {
			const bench = open();
			await expect(bench.under(universe.asBuilt, limits, () => session.query('delete from items'))).rejects.toThrow(/read-only transaction/);
			await bench.rest();
			expect(await session.query('select count(*) from items')).toEqual([{count: 20_000}]);
		});

		it('is usable again after a statement failed inside', async () => {
			const bench = open();
			await expect(bench.under(configurationOf([]), limits, () => session.query('select no_such_column from items'))).rejects.toThrow(/no_such_column/);
			expect(await gist(bench, universe.asBuilt.on)).toMatch(/items_owner/);
			await bench.rest();
		});
	});

	it('builds a proposed index inside the transaction on rung 1, switches it like any other, and leaves nothing of it', async () => {
		const before = await trace();
		const bench = isolatedWorkbench(session, () => universe, true);
		expect(await gist(bench, ['items_pkey', 'items_owner_note'])).toMatch(/items_owner_note/);
		expect(await gist(bench, ['items_pkey'])).toBe('Seq Scan items');
		expect(await gist(bench, ['items_pkey', 'items_owner_note'])).toMatch(/items_owner_note/);
		await bench.rest();
		expect(await trace()).toBe(before);
	});

	it('refuses to build a proposed index on rung 2, where that would lock the table', async () => {
		const bench = sharedWorkbench(session, () => universe, rungOf(2), true);
		await expect(gist(bench, ['items_pkey', 'items_owner_note'])).rejects.toThrow(/items_owner_note cannot be flipped: it is not built/);
	});

	it('refuses every flip on rung 6, and plans the database as it is', async () => {
		const bench = sharedWorkbench(session, () => universe, rungOf(6), false);
		expect(await gist(bench, universe.asBuilt.on)).toMatch(/items_owner/);
		await expect(gist(bench, ['items_pkey'])).rejects.toThrow(/may not switch indexes/);
	});

	it('refuses a second statement in one entry, whatever its parameters', async () => {
		const bench = isolatedWorkbench(session, () => universe, true);
		const two: Subject = {...subject, sql: 'select 1; drop table items', parameters: []};
		await expect(bench.under(universe.asBuilt, limits, () => explain(session, two, 'tree'))).rejects.toThrow(/multiple commands/);
		await bench.rest();
		expect(await session.query('select to_regclass(\'items\') is not null as there')).toEqual([{there: true}]);
	});

	it('names the file and line of an error in an entry', async () => {
		const wrong: Subject = {...subject, sql: 'select *\nfrom items\nwhere ownr = $1'};
		await expect(explain(session, wrong, 'plan')).rejects.toMatchObject({where: 'queries/by-owner.sql:5:7'});
	});

	it('names the parameter whose value does not fit its type', async () => {
		const wrong: Subject = {...subject, parameters: [{name: 'owner', value: 'abc'}]};
		await expect(explain(session, wrong, 'plan')).rejects.toMatchObject({hint: expect.stringContaining('$1 (owner)') as string});
	});
});
