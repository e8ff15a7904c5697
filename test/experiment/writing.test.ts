import {beforeAll, beforeEach, expect, it} from 'vitest';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {explain} from '../../source/experiment/explain.ts';
import type {IndexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {proposalOfText} from '../../source/experiment/proposal-of-text.ts';
import {withProposal} from '../../source/experiment/propose-index.ts';
import type {Run} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import {calledNames, sideEffectWarnings, volatileAmong, writesOf} from '../../source/experiment/side-effects.ts';
import {trial} from '../../source/experiment/trial.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {withEngines} from '../support/engines.ts';
import {subjectOf, universeOf} from './traps/trap-bench.ts';

withEngines('a statement that writes', engine => {
	let session: Session;
	let universe: IndexUniverse;
	const tables = [{schema: 'public', name: 'stock', owned: true}];

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table stock (id serial primary key, item int not null, amount int);
			insert into stock (item, amount) select n % 100, n from generate_series(1, 2000) n;
			create index stock_item on stock (item);
			create table log (id int);
			create function noted() returns int language sql as 'insert into log values (1) returning id';
			create function logged() returns trigger language plpgsql as 'begin insert into log values (new.id); return new; end';
			create function shouted(int, int) returns boolean language plpgsql volatile as 'begin return $1 > $2; end';
			create operator @>>@ (leftarg = int, rightarg = int, function = shouted);
			create trigger logged after update on stock for each row execute function logged();
			analyze stock;
		`);
	});

	beforeEach(async () => {
		universe = await universeOf(session);
	});

	const everything = async () => session.query('select (select jsonb_agg(s order by id) from stock s) as stock, (select count(*)::int from log) as log');

	const run = async (sql: string, number: 1 | 2 | 5 | 6 = 1, on: Iterable<string> = universe.asBuilt.on): Promise<Run> => {
		const workbench = number === 1 ? isolatedWorkbench(session, () => universe, true) : sharedWorkbench(session, () => universe, rungOf(number), true);
		let measured: Run | null = null;
		try {
			for await (const event of trial({
				workbench, rung: rungOf(number), facts: await readServerFacts(session), subject: subjectOf(sql), current: {name: 'current', configuration: configurationOf(on)},
				baseline: null, pairs: 3, signal: new AbortController().signal, clock: {date: () => new Date(0), ms: () => performance.now()},
			})) {
				if (event.kind === 'measured') {
					measured = event.run;
				}
			}
		} finally {
			await workbench.rest();
		}

		if (measured === null) {
			throw new Error('it was not measured');
		}

		return measured;
	};

	const statements: ReadonlyArray<readonly [string, number]> = [
		['update stock set amount = amount + 1 where item = 7', 20],
		['delete from stock where item = 7', 20],
		['insert into stock (id, item) select n, 7 from generate_series(5001, 5020) n', 20],
		['with gone as (delete from stock where item = 7 returning id) select * from gone', 20],
		['select * from stock where item = 7 for update', 20],
	];

	it.each(statements)('%s: every execution finds the same rows, and nothing of it stays', async (sql, rows) => {
		const before = await everything();
		const {samples, explain: text} = await run(sql);
		expect(samples).toHaveLength(3);
		const nodes = readExplainJson(text)[0]?.nodes ?? [];
		// A bitmap's index scan counts the entries of rolled-back rows too: the bloat that is told.
		expect(Math.max(...nodes.filter(({nodeType}) => nodeType !== 'Bitmap Index Scan').map(({rows: {actual}}) => actual ?? 0))).toBe(rows);
		expect(await everything()).toEqual(before);
	});

	it('would find other rows at its second execution without a savepoint of its own', async () => {
		await session.script('begin');
		try {
			const deleted = async () => (await explain(session, subjectOf('delete from stock where item = 7'), 'tree')).plan.nodes[1]?.rows.actual;
			expect(await deleted()).toBe(20);
			expect(await deleted()).toBe(0);
		} finally {
			await session.script('rollback');
		}
	});

	it('leaves the transaction fit for a proposed index that is built after it, and used', async () => {
		universe = withProposal(universe, proposalOfText('stock (amount)', universe, tables), tables).universe;
		const bench = isolatedWorkbench(session, () => universe, true);
		await bench.under(universe.asBuilt, {statementMs: 0, mayWrite: true}, async explained => explained(subjectOf('update stock set amount = 0 where item = 7'), 'tree'));
		const {plan} = await bench.under(configurationOf(['stock_amount_idx']), {statementMs: 0}, async explained => explained(subjectOf('select * from stock where amount = 9'), 'tree'));
		await bench.rest();
		expect(plan.nodes.map(({index}) => index)).toContain('stock_amount_idx');
	});

	it.each([2, 5, 6] as const)('is refused on rung %i, after its plan was shown, with what to do', async number => {
		const before = await everything();
		await expect(run('update stock set amount = 0', number)).rejects.toMatchObject({
			kind: 'permission', where: 'queries/trap.sql:4', message: expect.stringMatching(/writes or locks rows \(Update stock\)/) as string, hint: expect.stringMatching(/--disposable/) as string,
		});
		await expect(run('select * from stock for update', number)).rejects.toThrow(/writes or locks rows \(LockRows\)/);
		expect(await everything()).toEqual(before);
	});

	it.each(['select noted()', 'select nextval(\'stock_id_seq\')'])('that does not say so in its plan is refused everywhere: %s', async sql => {
		await expect(run(sql)).rejects.toMatchObject({sqlState: '25006', hint: expect.stringMatching(/writes unsaid in its plan/) as string});
	});

	it('leaves nothing of a CREATE TABLE AS, whatever becomes of it', async () => {
		await run('create table copied as select * from stock').catch(() => undefined);
		expect(await session.query('select to_regclass(\'copied\') is null as gone')).toEqual([{gone: true}]);
	});

	it.each(['vacuum stock', 'set work_mem = \'1GB\'', 'copy stock to program \'true\'', 'do $$ begin end $$', 'call nothing()', 'truncate stock'])('%s has no plan, and that is said', async sql => {
		await expect(run(sql)).rejects.toMatchObject({kind: 'input', where: 'queries/trap.sql:4:1', hint: expect.stringMatching(/^Only SELECT/) as string});
	});

	it('is told from one that calls volatile functions, by what the plan calls', async () => {
		const planOf = async (sql: string) => (await explain(session, subjectOf(sql), 'plan')).plan;
		const told = async (sql: string) => {
			const plan = await planOf(sql);
			return sideEffectWarnings(writesOf(plan), await volatileAmong(session, [...calledNames(plan)]));
		};

		expect(await told('select lower(\'A\'), count(*) from stock where item in (1, 2)')).toEqual([]);
		expect(await told('select * from stock where note(\'random(\') is null or item = 1'.replace('note(\'random(\') is null', '\'random(\' = \'x\''))).toEqual([]);
		expect(await told('insert into stock (item) values (1)')).toEqual([expect.stringMatching(/^Insert stock: executed for real/), expect.stringMatching(/^nextval\(\) takes numbers from a sequence/)]);
		expect(await told('select random(), pg_sleep(0)')).toEqual([expect.stringMatching(/^pg_sleep\(\) sleeps/), expect.stringMatching(/^random\(\) gives another value/)]);
		expect(await told('select * from stock where item @>>@ 5 and amount >= 0')).toEqual([expect.stringMatching(/^operator @>>@ is volatile: .* not rolled back/)]);
		expect(await told('select item - -1, -item from stock where item <> 5')).toEqual([]);
		expect(await told('select pg_advisory_lock(1)')).toEqual([expect.stringMatching(/^pg_advisory_lock\(\) is volatile: .* not rolled back/)]);
	});
});
