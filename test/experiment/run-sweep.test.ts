import {beforeAll, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Session, SqlValue} from '../../source/database/session.ts';
import {PlanflipError} from '../../source/errors.ts';
import {chooseSweepValues} from '../../source/experiment/choose-sweep-values.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {isPlanOnly} from '../../source/experiment/is-plan-only.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {readParameterGrounds} from '../../source/experiment/read-parameter-grounds.ts';
import {runSweep, type SweepRequest} from '../../source/experiment/run-sweep.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {Sweep, ValueTry} from '../../source/experiment/sweep.ts';
import {judgePlanCache, planGroups, spreadOf} from '../../source/experiment/sweep-findings.ts';
import {loadSqlParser, type SqlParser} from '../../source/sql/sql-parser.ts';
import {withEngines} from '../support/engines.ts';

const clock = {date: () => new Date(0), ms: () => performance.now()};

withEngines('a query over several values', engine => {
	let session: Session;
	let parser: SqlParser;
	let request: (sql: string, usual: SqlValue, changes?: Partial<SweepRequest> & {readonly asked?: readonly SqlValue[]}) => Promise<SweepRequest>;

	beforeAll(async () => {
		session = engine.session;
		parser = await loadSqlParser();
		// Of 40,000 orders all are done but every hundredth, which is open, and twenty that were lost.
		await session.script(`
			create table orders (id int primary key, status text not null, weight int, note text);
			insert into orders select n, case when n % 2000 = 1 then 'lost' when n % 100 = 0 then 'open' else 'done' end, n % 1000, repeat('x', 150) from generate_series(1, 40000) n;
			create index orders_status on orders (status);
			create index orders_weight on orders (weight);
			analyze orders;
		`);
		const facts = await readServerFacts(session);
		const universe = indexUniverse(await listIndexes(session), [], [], [{schema: 'public', name: 'orders', owned: true}]);
		request = async (sql, usual, {asked = [], ...changes} = {}) => {
			const [grounds] = await readParameterGrounds(session, parser, sql);
			return {
				session, workbench: isolatedWorkbench(session, () => universe, true), rung: rungOf(1), facts,
				subject: {entry: 'orders', sql, parameters: [{name: 'value', value: usual}], file: 'queries/orders.sql', line: 3},
				position: 1, values: grounds === undefined ? [] : chooseSweepValues(grounds, usual, asked), choices: [],
				indexes: {name: 'as-built', configuration: configurationOf(['orders_pkey', 'orders_status', 'orders_weight'])},
				prepares: true, planOnly: null, signal: new AbortController().signal, clock, ...changes,
			};
		};
	});

	const all = async (wanted: SweepRequest): Promise<readonly Sweep[]> => {
		const sweeps: Sweep[] = [];
		try {
			for await (const step of runSweep(wanted)) {
				if (step.kind === 'swept') {
					sweeps.push(step.sweep);
				}
			}
		} finally {
			await wanted.workbench.rest();
		}

		return sweeps;
	};

	const last = (sweeps: readonly Sweep[]): Sweep => {
		const sweep = sweeps.at(-1);
		if (sweep === undefined) {
			throw new Error('no sweep');
		}

		return sweep;
	};

	const of = ({tries}: Sweep, value: SqlValue): ValueTry => {
		const found = tries.find(each => each.value.value === value);
		if (found === undefined) {
			throw new Error(`${String(value)} was not tried`);
		}

		return found;
	};

	const byStatus = 'select * from orders where status = $1';
	const traces = async () => session.query('select (select count(*)::int from pg_prepared_statements) as prepared, current_setting(\'plan_cache_mode\') as mode, (select count(*)::int from orders) as orders');

	it('flips its plan between the most common value and a rare one, is planned with all before any is executed, and leaves nothing', async () => {
		const before = await traces();
		const sweeps = await all(await request(byStatus, 'open'));
		expect(sweeps[0]?.phase).toBe('planned');
		expect(sweeps[0]?.tries.every(({run}) => run !== null && isPlanOnly(run))).toBe(true);
		const sweep = last(sweeps);
		expect(sweep.phase).toBe('done');
		expect(of(sweep, 'done')).toMatchObject({value: {origins: ['most common'], share: expect.closeTo(0.99, 1) as number}});
		expect(of(sweep, 'done').plan?.nodes[0]?.label).toBe('Seq Scan');
		expect(of(sweep, 'lost').plan?.nodes.some(({index}) => index === 'orders_status')).toBe(true);
		expect(of(sweep, 'done').shape).not.toBe(of(sweep, 'lost').shape);
		expect(of(sweep, 'open').shape).toBe(of(sweep, 'lost').shape);
		expect(planGroups(sweep).map(({letter}) => letter)).toEqual(['A', 'B']);
		expect(of(sweep, 'lost').plan?.nodes[0]?.rows.actual).toBe(20);
		expect(await traces()).toEqual(before);
	});

	it('says which value takes longest, by an interval that is sure among all pairs', async () => {
		const spread = spreadOf(last(await all(await request(byStatus, 'open'))));
		expect(spread?.slowest.value.value).toBe('done');
		expect(spread?.comparison).toMatchObject({verdict: 'faster'});
		expect(spread?.comparison?.ratio.low).toBeGreaterThan(1);
	});

	it('asks Postgres itself what a prepared statement would get: here that depends on who comes first', async () => {
		const sweep = last(await all(await request(byStatus, 'open')));
		const {generic} = sweep;
		expect(generic).toMatchObject({kind: 'planned', mode: 'auto'});
		expect(generic?.kind === 'planned' ? generic.shape : '').toBe(of(sweep, 'lost').shape);
		expect(judgePlanCache(generic)).toBe('depends');
		const answers = generic?.kind === 'planned' ? generic.asked.map(({value, chosen}) => [value.value, chosen]) : [];
		expect(answers).toContainEqual(['done', 'generic']);
		expect(answers).toContainEqual([expect.not.stringMatching(/^done$/), 'custom']);
	});

	it('executes by the generic plan the values whose own plan is another one, and shows what that costs them', async () => {
		const sweep = last(await all(await request(byStatus, 'open')));
		const {run, generic} = of(sweep, 'done');
		expect(generic?.samples.length).toBeGreaterThan(0);
		expect(generic?.explain).toContain('$1');
		expect(run?.explain).not.toContain('$1');
		expect(of(sweep, 'lost').generic).toBe(null);
	});

	it('takes one plan for all where nothing is skewed, and says that the generic plan is as good', async () => {
		const sweep = last(await all(await request('select * from orders where id = $1', 5)));
		expect(planGroups(sweep)).toMatchObject([{letter: 'A', generic: true}]);
		expect(judgePlanCache(sweep.generic)).toBe('generic');
		expect(sweep.tries.every(({generic}) => generic === null)).toBe(true);
	});

	it('finds where a limit of a range flips the plan', async () => {
		const sweep = last(await all(await request('select * from orders where weight < $1', 10)));
		expect(planGroups(sweep).length).toBeGreaterThan(1);
		expect(sweep.tries.flatMap(({value}) => value.origins)).toEqual(expect.arrayContaining(['usual', 'lowest', 'highest']));
	});

	it('tells of a value that its type does not know, and tries the others', async () => {
		const sweep = last(await all(await request('select * from orders where id = $1', 5, {asked: ['five']})));
		expect(of(sweep, 'five')).toMatchObject({plan: null, run: null});
		expect(of(sweep, 'five').error?.join(' ')).toContain('"five"');
		expect(of(sweep, 5).run?.samples.length).toBeGreaterThan(0);
	});

	it('of a value that takes NULL apart NULL is tried, too', async () => {
		const sweep = last(await all(await request('select * from orders where $1::text is null or status = $1', 'open')));
		expect(of(sweep, null).plan?.nodes[0]?.rows.actual).toBe(40_000);
	});

	it('where nothing may be executed there are plans only, and the generic one among them', async () => {
		const sweep = last(await all(await request(byStatus, 'open', {planOnly: 'PLAN ONLY', prepares: false})));
		expect(sweep).toMatchObject({phase: 'done', planOnly: 'PLAN ONLY'});
		expect(sweep.tries.every(({run, plan}) => run !== null && isPlanOnly(run) && plan?.measured === 'nothing')).toBe(true);
		expect(sweep.generic).toMatchObject(engine.major >= 16 ? {kind: 'planned', asked: []} : {kind: 'unknown'});
		expect(judgePlanCache(sweep.generic)).toBe('unknown');
	});

	it('takes as many samples as it is told', async () => {
		const sweep = last(await all(await request(byStatus, 'open', {samples: 2})));
		expect(sweep.tries.map(({run}) => run?.samples.length)).toEqual(sweep.tries.map(() => 2));
	});

	it('hears a cancel between two statements, and is no worse for it', async () => {
		const stop = new AbortController();
		const wanted = await request(byStatus, 'open', {signal: stop.signal});
		const events = runSweep(wanted);
		await events.next();
		stop.abort();
		await expect(events.next()).rejects.toSatisfy((error: unknown) => error instanceof PlanflipError && error.kind === 'cancelled');
		await wanted.workbench.rest();
		expect(await traces()).toMatchObject([{prepared: 0}]);
		expect(last(await all(await request(byStatus, 'open'))).phase).toBe('done');
	});
});
