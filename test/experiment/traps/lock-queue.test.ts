import {afterEach, beforeAll, beforeEach, expect, it} from 'vitest';
import {openServer} from '../../../source/database/open-server.ts';
import type {Session} from '../../../source/database/session.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../../source/experiment/shared-workbench.ts';
import {withNativeServer} from '../../support/engines.ts';
import {once, universeOf, without} from './trap-bench.ts';

withNativeServer('a DROP INDEX that waits behind a long reader', native => {
	let ours: Session;
	let reader: Session;
	let neighbour: Session;

	beforeAll(async () => {
		await native.server.run('create table busy (id int, owner int); create index busy_owner on busy (owner)', native.database);
	});

	beforeEach(async () => {
		[ours, reader, neighbour] = await Promise.all([openServer(native.target()), openServer(native.target()), openServer(native.target())]);
		await reader.script('begin; select count(*) from busy');
	});

	afterEach(async () => {
		await Promise.all([ours.close(), reader.close(), neighbour.close()]);
	});

	const waiting = async () => Number((await reader.query(`
		select count(*)::int as waiting from pg_locks where not granted and relation in ('busy'::regclass, 'busy_owner'::regclass)`))[0]?.['waiting']);

	it('unguarded, makes everybody else wait behind it for as long as the reader reads', async () => {
		await ours.script('begin');
		const drop = ours.script('drop index busy_owner');
		await expect.poll(waiting).toBe(1);
		let answered = false;
		const trivial = neighbour.query('select 1 from busy limit 1').then(() => {
			answered = true;
		});
		await expect.poll(waiting).toBe(2);
		expect(answered).toBe(false);
		await reader.script('rollback');
		await drop;
		await ours.script('rollback');
		await trivial;
	});

	it('gives way: the neighbour is answered while the reader still reads, and the flip says why it was not', async () => {
		const universe = await universeOf(ours);
		const flip = once(sharedWorkbench(ours, () => universe, rungOf(5), true), without(universe, 'busy_owner'), () => Promise.resolve());
		const told = expect(flip).rejects.toMatchObject({kind: 'permission', message: expect.stringMatching(/another session holds a lock .* gave way/) as string});
		await neighbour.query('select 1 from busy limit 1');
		await told;
		expect(await waiting()).toBe(0);
		await neighbour.query('select 1 from busy limit 1');
		await reader.script('rollback');
	});
});
