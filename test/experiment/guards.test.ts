import {afterAll, beforeAll, expect, it} from 'vitest';
import {openServer} from '../../source/database/open-server.ts';
import type {Session} from '../../source/database/session.ts';
import type {IndexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import {statementLimit} from '../../source/experiment/statement-limit.ts';
import type {Workbench} from '../../source/experiment/workbench.ts';
import {withNativeServer} from '../support/engines.ts';
import {universeOf} from './traps/trap-bench.ts';

withNativeServer('what the server knows of planflip during a trial', native => {
	let session: Session;
	let watcher: Session;
	let universe: IndexUniverse;

	beforeAll(async () => {
		await native.server.run('create table guarded (id int primary key)', native.database);
		[session, watcher] = await Promise.all([openServer(native.target()), openServer(native.target())]);
		universe = await universeOf(session);
	});

	afterAll(async () => {
		await Promise.all([session.close(), watcher.close()]);
	});

	const settings = async (): Promise<Readonly<Record<string, string>>> => Object.fromEntries((await session.query(`
		select name, setting || coalesce(unit, '') as setting from pg_settings where name in ('lock_timeout', 'statement_timeout',
			'idle_in_transaction_session_timeout', 'client_connection_check_interval', 'transaction_read_only', 'application_name')`)).map(row => [String(row['name']), String(row['setting'])] as const));

	it.each([[2, '30000ms'], [5, '600ms'], [6, '30000ms']] as const)('on rung %i: who it is, that it reads only, and how long it waits for anything', async (number, statementMs) => {
		const bench: Workbench = sharedWorkbench(session, () => universe, rungOf(number), true);
		const {client_connection_check_interval: check, ...others} = await bench.under(universe.asBuilt, statementLimit(rungOf(number), null), settings);
		expect(others).toEqual({
			application_name: 'planflip', lock_timeout: '100ms', statement_timeout: statementMs, idle_in_transaction_session_timeout: '10000ms', transaction_read_only: 'on',
		});
		// PostgreSQL 13 has no such setting.
		expect([undefined, '2000ms']).toContain(check);
	});

	it('on rung 1: the same limits, but for the wait that nobody shares', async () => {
		const bench = isolatedWorkbench(session, () => universe, true);
		const known = await bench.under(universe.asBuilt, statementLimit(rungOf(1), null), settings);
		const writing = await bench.under(universe.asBuilt, {...statementLimit(rungOf(1), null), mayWrite: true}, settings);
		await bench.rest();
		expect(known).toMatchObject({application_name: 'planflip', lock_timeout: '1000ms', statement_timeout: '30000ms', transaction_read_only: 'on'});
		expect(writing).toMatchObject({transaction_read_only: 'off', statement_timeout: '30000ms'});
	});

	it('between two trials: no transaction, no lock', async () => {
		const bench = sharedWorkbench(session, () => universe, rungOf(2), true);
		await bench.under(universe.asBuilt, {statementMs: 1000}, async () => {
			const [row] = await watcher.query('select state, xact_start is not null as open from pg_stat_activity where application_name = \'planflip\' and pid <> pg_backend_pid() and datname = current_database()');
			expect(row).toEqual({state: 'idle in transaction', open: true});
		});
		const [row] = await watcher.query(`
			select state, xact_start is null as closed, (select count(*)::int from pg_locks where pg_locks.pid = a.pid) as locks
			from pg_stat_activity a where application_name = 'planflip' and pid <> pg_backend_pid() and datname = current_database()`);
		expect(row).toEqual({state: 'idle', closed: true, locks: 0});
	});
});
