import {beforeAll, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {blockingWorkbench} from '../../source/experiment/blocking-workbench.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {trial, type TrialRequest} from '../../source/experiment/trial.ts';
import type {TrialEvent} from '../../source/experiment/trial-events.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {withEngines} from '../support/engines.ts';

const clock = {date: () => new Date(0), ms: () => performance.now()};

withEngines('a trial', engine => {
	let session: Session;
	let request: (changes?: Partial<TrialRequest>) => TrialRequest;
	const subject: Subject = {
		entry: 'by-owner', sql: 'select * from things where owner = $1', parameters: [{name: 'owner', value: '7'}], file: 'queries/by-owner.sql', line: 3,
	};

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table things (id int primary key, owner int not null, note text);
			insert into things select n, n % 500, repeat('x', 200) from generate_series(1, 20000) n;
			create index things_owner on things (owner);
			analyze things;
		`);
		const facts = await readServerFacts(session);
		const universe = indexUniverse(await listIndexes(session), [], [], [{schema: 'public', name: 'things', owned: true}]);
		const named = (name: string, on: string[]) => ({name, configuration: configurationOf(on)});
		request = changes => ({
			workbench: isolatedWorkbench(session, () => universe, true),
			rung: rungOf(1),
			facts,
			subject,
			current: named('bare', ['things_pkey']),
			baseline: named('as-built', ['things_pkey', 'things_owner']),
			signal: new AbortController().signal,
			clock,
			...changes,
		});
	});

	const all = async (wanted: TrialRequest) => {
		const events: TrialEvent[] = [];
		try {
			for await (const event of trial(wanted)) {
				events.push(event);
			}
		} finally {
			await wanted.workbench.rest();
		}

		return events;
	};

	it('tells the plan first, then both executions, then samples, then the result', async () => {
		const events = await all(request());
		const kinds = events.map(event => event.kind);
		expect(kinds.slice(0, 3)).toEqual(['planned', 'executed', 'executed']);
		expect(kinds.at(-1)).toBe('measured');
		expect(new Set(kinds.slice(3, -1))).toEqual(new Set(['sampled']));
	});

	it('finds a sequential scan slower than the index scan it replaces, with an interval that says so', async () => {
		const last = (await all(request())).at(-1);
		expect(last).toMatchObject({kind: 'measured', delta: {samePlan: false, comparison: {verdict: 'slower'}}});
		const ratio = last?.kind === 'measured' ? last.delta?.comparison?.ratio : undefined;
		expect(ratio?.high).toBeLessThan(1);
	});

	it('takes as many samples of one side as of the other, and keeps the first execution aside', async () => {
		const last = (await all(request({pairs: 7}))).at(-1);
		expect(last?.kind === 'measured' && [last.run.samples.length, last.delta?.baseline.samples.length]).toEqual([7, 7]);
		expect(last?.kind === 'measured' && last.run.firstMs).toBeGreaterThan(0);
	});

	it('calls two configurations with the same plan no difference, whatever the clock says', async () => {
		const wanted = request({subject: {...subject, sql: 'select * from things where note = $1'}});
		const last = (await all(wanted)).at(-1);
		expect(last).toMatchObject({delta: {samePlan: true, comparison: {verdict: 'no difference'}}});
	});

	it('measures a configuration alone when there is nothing to compare with', async () => {
		const last = (await all(request({baseline: null}))).at(-1);
		expect(last).toMatchObject({kind: 'measured', delta: null});
		expect(last?.kind === 'measured' && last.run.samples).toHaveLength(5);
	});

	it('keeps what Postgres said, to the letter', async () => {
		const last = (await all(request({pairs: 1}))).at(-1);
		const text = last?.kind === 'measured' ? last.run.explain : '';
		expect(text).toMatch(/^\[\n {2}\{\n {4}"Plan": \{/);
		expect(readExplainJson(text)[0]?.measured).toBe('times');
	});

	it('stops between two statements when it is cancelled, and the session goes on', async () => {
		const abort = new AbortController();
		const wanted = request({signal: abort.signal});
		const run = async () => {
			for await (const event of trial(wanted)) {
				if (event.kind === 'sampled') {
					abort.abort();
				}
			}
		};

		await expect(run()).rejects.toMatchObject({kind: 'cancelled'});
		await wanted.workbench.rest();
		expect(await session.query('select count(*) from things')).toEqual([{count: 20_000}]);
	});

	it('cancels a statement that would run for a minute, and the session goes on', async () => {
		// A session of its own: on PGlite cancelling empties a database in memory.
		const own = await engine.open();
		const abort = new AbortController();
		const run = all(request({
			workbench: isolatedWorkbench(own, () => indexUniverse([], [], [], []), true),
			current: {name: 'as-built', configuration: configurationOf([])},
			subject: {...subject, sql: 'select pg_sleep(60)', parameters: []},
			baseline: null,
			signal: abort.signal,
		}));
		const cancelled = expect(run).rejects.toMatchObject({kind: 'cancelled'});
		await new Promise(resolve => {
			setTimeout(resolve, 300);
		});
		abort.abort();
		await own.cancel();
		await cancelled;
		expect(await own.query('select 1 as one')).toEqual([{one: 1}]);
		await own.close();
	});

	// PGlite ignores statement_timeout.
	if (engine.kind === 'server') {
		it('takes running into statement_timeout as a result', async () => {
			const facts = await readServerFacts(session);
			const universe = indexUniverse(await listIndexes(session), [], [], []);
			const wanted = request({
				rung: rungOf(5),
				workbench: blockingWorkbench(session, () => universe, facts.superuser),
				subject: {...subject, sql: 'select pg_sleep(5)', parameters: []},
				baseline: null,
			});
			expect((await all(wanted)).at(-1)).toMatchObject({kind: 'measured', run: {timedOutMs: 600, samples: []}});
		});
	}
});
