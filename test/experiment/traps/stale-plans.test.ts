import {beforeAll, beforeEach, expect, it} from 'vitest';
import type {Session} from '../../../source/database/session.ts';
import {isolatedWorkbench} from '../../../source/experiment/isolated-workbench.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../../source/experiment/shared-workbench.ts';
import {withEngines} from '../../support/engines.ts';
import {once, universeOf, without} from './trap-bench.ts';

withEngines('plans that a session keeps across a change of pg_index', engine => {
	let session: Session;

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table parents (id int primary key, note text);
			insert into parents select n, repeat('x', 100) from generate_series(1, 20000) n;
			create table children (id int primary key, parent int references parents);
			analyze parents;
			set plan_cache_mode = force_generic_plan;
		`);
	});

	beforeEach(async () => {
		await session.script('discard all');
		await session.script('set plan_cache_mode = force_generic_plan; prepare kept as select * from parents where id = $1; execute kept(1)');
	});

	const hide = 'update pg_index set indisvalid = false where indexrelid = \'parents_pkey\'::regclass';
	const keptPlan = async () => JSON.stringify(await session.query('explain (costs off) execute kept(7)'));
	/** How the foreign key's check found the parent, in a transaction that is rolled back. */
	const check = async () => {
		// What the server has not been told yet is in the view too: only the difference is this check's.
		const read = async () => Number((await session.query('select seq_scan::int as seq from pg_catalog.pg_stat_xact_user_tables where relname = \'parents\''))[0]?.['seq']);
		await session.script('begin');
		try {
			const before = await read();
			await session.query('insert into children values (1, 7)');
			return await read() === before ? 'by the index' : 'by reading the table';
		} finally {
			await session.script('rollback');
		}
	};

	it('unguarded, go on using a hidden index, and after a rollback not using one that is there', async () => {
		await session.script(`begin; ${hide}`);
		expect(await keptPlan()).toMatch(/Index Scan/);
		await session.script('discard plans');
		expect(await keptPlan()).toMatch(/Seq Scan/);
		await session.script('rollback');
		expect(await keptPlan()).toMatch(/Seq Scan/);
	});

	it('unguarded, slow every foreign-key check that the session does afterwards', async () => {
		await session.script(`begin; ${hide}; insert into children values (1, 7); rollback`);
		expect(await check()).toBe('by reading the table');
		await session.script('discard plans');
		expect(await check()).toBe('by the index');
	});

	it('are thrown away with every flip and with the way back', async () => {
		const universe = await universeOf(session);
		const off = without(universe, 'parents_pkey');
		expect(await once(sharedWorkbench(session, () => universe, rungOf(2), true), off, async () => keptPlan())).toMatch(/Seq Scan/);
		expect(await keptPlan()).toMatch(/Index Scan/);
		const isolated = isolatedWorkbench(session, () => universe, true);
		await once(isolated, off, async () => session.query('insert into children values (1, 7)'), true);
		expect(await check()).toBe('by the index');
	});
});
