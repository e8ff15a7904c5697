import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {IndexDefinition} from '../../source/catalog/catalog-entry.ts';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openPglite} from '../../source/database/open-pglite.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {Run, Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {statementLimit} from '../../source/experiment/statement-limit.ts';
import {trial, type TrialRequest} from '../../source/experiment/trial.ts';
import type {TrialEvent} from '../../source/experiment/trial-events.ts';
import {pgliteWorkerUrl} from '../support/engines.ts';

// On disk: stopping a statement means opening the folder again.
const folder = mkdtempSync(path.join(tmpdir(), 'planflip-timeout-'));
const subject = (sql: string): Subject => ({entry: 'count', sql, parameters: [], file: 'queries/count.sql', line: 1});
const endless = subject('select count(*) from generate_series(1, 1000000000000) n');
const quick = subject('select count(*) from things where owner = 7');
const definition: IndexDefinition = {kind: 'IndexDefinition', name: 'things_owner', table: 'things', why: 'owners', priority: null, sql: 'create index things_owner on things (owner)', presets: [], file: 'indexes.sql', line: 1};
/** The shortest there is: that of the rung which makes others wait. */
const limitMs = statementLimit(rungOf(5), null).statementMs;
let session: Session;
let request: (changes: Partial<TrialRequest>) => TrialRequest;

beforeAll(async () => {
	session = await openPglite({folder, workerUrl: pgliteWorkerUrl});
	await session.script('create table things (id int primary key, owner int not null); insert into things select n, n % 500 from generate_series(1, 5000) n; analyze things');
	const universe = indexUniverse(await listIndexes(session), [definition], [], [{schema: 'public', name: 'things', owned: true}]);
	const facts = await readServerFacts(session);
	request = changes => ({
		workbench: isolatedWorkbench(session, () => universe, true),
		rung: rungOf(5),
		facts,
		subject: quick,
		current: {name: 'proposed', configuration: configurationOf(['things_pkey', 'things_owner'])},
		baseline: {name: 'as-built', configuration: configurationOf(['things_pkey'])},
		signal: new AbortController().signal,
		clock: {date: () => new Date(0), ms: () => performance.now()},
		...changes,
	});
});

afterAll(async () => {
	await session.close();
	rmSync(folder, {recursive: true, force: true});
});

async function measured(wanted: TrialRequest): Promise<{readonly run: Run; readonly baseline: Run | undefined}> {
	const events: TrialEvent[] = [];
	for await (const event of trial(wanted)) {
		events.push(event);
	}

	await wanted.workbench.rest();
	const last = events.at(-1);
	return last?.kind === 'measured' ? {run: last.run, baseline: last.delta?.baseline} : expect.unreachable();
}

it('on PGlite, which knows no statement_timeout, a statement that takes too long is stopped, and the other side is measured', async () => {
	const {run, baseline} = await measured(request({subject: endless, baselineSubject: quick}));
	expect(run).toMatchObject({timedOutMs: limitMs, samples: [], firstMs: null});
	expect(baseline).toMatchObject({timedOutMs: null});
	expect(baseline?.firstMs).toBeGreaterThan(0);
});

it('so it is when the baseline is what takes too long', async () => {
	const {run, baseline} = await measured(request({baselineSubject: endless}));
	expect(run).toMatchObject({timedOutMs: null});
	expect(baseline).toMatchObject({timedOutMs: limitMs});
});

it('afterwards the data are there, proposed indexes are built again, and the next measurement is one like any other', async () => {
	const {run, baseline} = await measured(request({pairs: 2}));
	expect(run.samples).toHaveLength(2);
	expect(run.explain).toContain('things_owner');
	expect(baseline?.explain).not.toContain('things_owner');
	expect(await session.query('select count(*)::int as n from things')).toEqual([{n: 5000}]);
	expect(await session.query('select indexname from pg_indexes where tablename = \'things\'')).toEqual([{indexname: 'things_pkey'}]);
});
