import {afterAll, afterEach, beforeAll, beforeEach, expect, it, vi} from 'vitest';
import {configurationOf, type IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openServer} from '../../source/database/open-server.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {blockingWorkbench} from '../../source/experiment/blocking-workbench.ts';
import {indexUniverse, type IndexUniverse} from '../../source/experiment/index-universe.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {statementLimit} from '../../source/experiment/statement-limit.ts';
import {trial} from '../../source/experiment/trial.ts';
import type {Workbench} from '../../source/experiment/workbench.ts';
import {withNativeServer} from '../support/engines.ts';
import {nativeMajor} from '../support/native-server.ts';

const limits = statementLimit(rungOf(5), null);
const slow = {
	kind: 'IndexDefinition' as const, name: 'goods_slow', table: 'goods', why: 'for the test', priority: null,
	sql: 'create index goods_slow on goods (slowly(owner))', presets: ['all'], file: 'indexes.sql', line: 1,
};

// PGlite has nobody who could wait.
withNativeServer('rung 5, where others wait', native => {
	const open = () => openServer(native.target());
	let session: Session;
	let others: Session;
	let reader: Session;
	let universe: IndexUniverse;
	let bench: Workbench;
	const without = (): IndexConfiguration => configurationOf(['goods_pkey']);

	beforeAll(async () => {
		session = await open();
		await session.script(`
			create table goods (id int primary key, owner int not null);
			insert into goods select n, n % 500 from generate_series(1, 20000) n;
			create index goods_owner on goods (owner);
			create function slowly(n int) returns int language sql immutable as 'select n from pg_sleep(0.01)';
			analyze goods;
		`);
	});

	beforeEach(async () => {
		others = await open();
		reader = await open();
		universe = indexUniverse(await listIndexes(session), [slow], [], [{schema: 'public', name: 'goods', owned: true}]);
		bench = blockingWorkbench(session, () => universe, true);
	});

	afterAll(async () => {
		await session.close();
	});

	afterEach(async () => {
		await reader.close();
		await others.close();
	});

	it('gives way when somebody holds the table, and those who queued behind it go on before him', async () => {
		await reader.script('begin; select from goods limit 1');
		let fulfilled = 0;
		const flipping = bench.under(without(), limits, () => Promise.resolve('flipped'));
		const passing = (async () => {
			for (let turn = 0; turn < 20; turn++) {
				await others.query('select from goods limit 1');
				fulfilled += 1;
			}
		})();
		await expect(flipping).rejects.toMatchObject({kind: 'permission', message: expect.stringMatching(/100 ms, twice, and gave way/) as string});
		await passing;
		expect(fulfilled).toBe(20);
		// All that time the reader had not ended.
		await reader.script('commit');
		expect(await bench.under(without(), limits, () => Promise.resolve('flipped'))).toBe('flipped');
	});

	it('tells the server that the transaction as a whole ends within a second', async ({skip}) => {
		skip(nativeMajor < 17, 'transaction_timeout came with PostgreSQL 17');
		await bench.under(without(), limits, async () => {
			expect(await session.query('show transaction_timeout')).toEqual([{transaction_timeout: '1s'}]);
		});
		expect(await session.query('show transaction_timeout')).toEqual([{transaction_timeout: '0'}]);
	});

	it('does not build what takes longer than others may be kept waiting, and does not call that a slow query', async () => {
		const building = bench.under(configurationOf([...universe.asBuilt.on, 'goods_slow']), limits, () => Promise.resolve('built'));
		await expect(building).rejects.toMatchObject({kind: 'permission', message: expect.stringMatching(/goods_slow cannot be built in the time that others may be made to wait/) as string, hint: expect.stringMatching(/--disposable/) as string});
		expect(await session.query('select to_regclass(\'goods_slow\') as index')).toEqual([{index: null}]);
	});

	it('executes a statement once a transaction, never twice under one lock', async () => {
		const spies = [vi.spyOn(session, 'query'), vi.spyOn(session, 'script'), vi.spyOn(session, 'undo')];
		const events = trial({
			workbench: bench, rung: rungOf(5), facts: await readServerFacts(session),
			subject: {entry: 'by-owner', sql: 'select * from goods where owner = 7', parameters: [], file: 'queries/by-owner.sql', line: 3},
			current: {name: 'bare', configuration: without()}, baseline: {name: 'as-built', configuration: universe.asBuilt},
			signal: new AbortController().signal, clock: {date: () => new Date(0), ms: () => performance.now()},
		});
		for await (const event of events) {
			expect(event.kind).not.toBe('failed');
		}

		const heard = spies
			.flatMap(({mock}) => mock.calls.map(([sql], at) => ({sql, order: mock.invocationCallOrder[at] ?? 0})))
			.toSorted((a, b) => a.order - b.order);
		vi.restoreAllMocks();
		const transactions = heard.map(({sql}) => sql).join('\n').split('ROLLBACK').map(text => text.match(/EXPLAIN \(ANALYZE/g)?.length ?? 0);
		expect(transactions.filter(executions => executions === 1).length).toBeGreaterThanOrEqual(14);
		expect(Math.max(...transactions)).toBe(1);
	});
});
