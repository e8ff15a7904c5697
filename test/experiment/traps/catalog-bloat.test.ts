import {expect, it} from 'vitest';
import {catalogBlocks} from '../../../source/experiment/catalog-bloat.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../../source/experiment/shared-workbench.ts';
import {openServer} from '../../../source/database/open-server.ts';
import {openLaboratory} from '../../../source/lab/open-laboratory.ts';
import {withNativeServer} from '../../support/engines.ts';
import {limits, universeOf, without} from './trap-bench.ts';

withNativeServer('flips that are rolled back', native => {
	it('leave dead rows in pg_index, which a superuser sweeps away on leaving', async () => {
		const names = Array.from({length: 40}, (_, at) => `wide_${at}`);
		await native.server.run(`create table wide (id int); ${names.map(name => `create index ${name} on wide (id)`).join('; ')}`, native.database);
		const watcher = await openServer(native.target());
		const session = await openServer(native.target());
		// Autovacuum would sweep too, a minute later.
		await native.server.run('alter system set autovacuum = off');
		await native.server.run('select pg_reload_conf()');
		const laboratory = await openLaboratory(session, {
			catalog: {kind: 'Catalog', folder: '', entries: [], operations: [], indexes: [], presets: []},
			disposable: () => false,
			consentToBlock: false,
			rung: 2,
			clock: {date: () => new Date(), ms: () => performance.now()},
			ground: 'server',
			leave: async () => session.close(),
		});
		const entry = {
			kind: 'QueryEntry' as const, name: 'one', title: 'one', why: '', frequency: null, parameters: [], indexes: [], expected: null, estimate: null,
			sql: 'select * from wide where id = 1', file: 'queries/one.sql', line: 1,
		};
		const bare = without(laboratory.universe(), ...names);
		for await (const event of laboratory.try({entry, parameters: [], current: bare, baseline: null, pairs: 1, signal: new AbortController().signal})) {
			expect(event.kind).not.toBe('foreseen');
		}

		const before = await catalogBlocks(watcher);
		const universe = await universeOf(session);
		const bench = sharedWorkbench(session, () => universe, rungOf(2), true);
		for (let flips = 0; flips < 400; flips++) {
			await bench.under(without(universe, ...names), limits, () => Promise.resolve());
		}

		const bloated = await catalogBlocks(watcher);
		expect(bloated - before).toBeGreaterThan(64);
		await laboratory.close();
		const swept = await catalogBlocks(watcher);
		expect(swept).toBeLessThan(bloated - 64);
		await watcher.close();
	});
});
