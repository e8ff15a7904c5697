import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openPglite} from '../../source/database/open-pglite.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {ServerFacts} from '../../source/database/server-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {PlanflipError} from '../../source/errors.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {trial} from '../../source/experiment/trial.ts';
import type {Workbench} from '../../source/experiment/workbench.ts';
import {pgliteWorkerUrl as workerUrl} from '../support/engines.ts';
import {heardSession} from '../support/heard-session.ts';

const subject: Subject = {
	entry: 'by-owner', sql: 'select id from things where owner = $1', parameters: [{name: 'owner', value: '7'}], file: 'queries/by-owner.sql', line: 3,
};
const named = (...on: string[]) => ({name: on.join(), configuration: configurationOf(['things_pkey', ...on])});

describe('Esc on the embedded database, which can only be stopped whole and opened again', () => {
	let folder = '';
	let session: Session;
	let universe: IndexUniverse;
	let facts: ServerFacts;
	let workbench: Workbench;
	/** Hears of every statement of a trial. */
	let onCall: (sql: string) => void = () => undefined;
	beforeAll(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'planflip-cancel-'));
		session = await openPglite({folder, workerUrl});
		await session.script(`
			create table things (id int primary key, owner int not null);
			insert into things select n, n % 50 from generate_series(1, 20000) n;
			create index things_owner on things (owner);
			analyze things`);
		universe = indexUniverse(await listIndexes(session), [
			{kind: 'IndexDefinition', name: 'things_both', table: 'things', why: 'Proposed.', priority: null, sql: 'create index things_both on things (owner, id)', presets: [], file: 'indexes.sql', line: 1},
		], [], [{schema: 'public', name: 'things', owned: true}]);
		facts = await readServerFacts(session);
		workbench = isolatedWorkbench(heardSession(session, sql => {
			onCall(sql);
		}), () => universe, true);
	});
	afterAll(async () => {
		await session.close();
		rmSync(folder, {recursive: true, force: true});
	});

	/** The plan as it was at first, and how the trial ended. */
	const measure = async (signal: AbortSignal) => {
		let scan = '';
		try {
			for await (const event of trial({workbench, rung: rungOf(1), facts, subject, current: named('things_both'), baseline: named('things_owner'), pairs: 1, signal, clock: {date: () => new Date(0), ms: () => 0}})) {
				if (event.kind === 'planned') {
					scan = JSON.stringify(event.plan).includes('things_both') ? 'things_both' : 'another';
				} else if (event.kind === 'measured') {
					return `measured with ${scan}`;
				}
			}

			return 'nothing measured';
		} catch (error) {
			return error instanceof PlanflipError ? `${error.kind}: ${error.message}` : String(error);
		}
	};

	it.each([
		['begins', /^BEGIN/],
		['makes room for a proposed index', /SAVEPOINT planflip_build/],
		['builds it', /create index/i],
		['keeps it', /RELEASE SAVEPOINT planflip_build/],
		['switches', /SAVEPOINT planflip_trial;/],
		['plans', /^EXPLAIN(?!.*ANALYZE)/],
		['executes', /^EXPLAIN.*ANALYZE/],
		['switches back', /^ROLLBACK TO SAVEPOINT planflip_trial/],
	])('pressed twice while it %s: it stops, and the trial that follows at once has data, proposed index and flips', async (_, phase) => {
		// Nothing is built yet, so that the phase comes.
		await workbench.rest();
		const abort = new AbortController();
		let cancelling: Promise<unknown> = Promise.resolve();
		let pressed = false;
		const {generation} = session;
		onCall = sql => {
			if (!pressed && phase.test(sql)) {
				pressed = true;
				abort.abort();
				// In the next turn the statement has begun.
				cancelling = new Promise(resolve => setImmediate(resolve)).then(async () => Promise.all([session.cancel(), session.cancel()]));
			}
		};
		const stopped = await measure(abort.signal);
		// As on the screen: Enter does not wait until the database is open again.
		const next = await measure(new AbortController().signal);
		await cancelling;
		expect({stopped, next}).toEqual({stopped: expect.stringMatching(/^cancelled: /) as string, next: 'measured with things_both'});
		expect(session.generation - generation).toBeLessThanOrEqual(1);
		expect(await session.query('select count(*)::int as rows, sum(owner)::int as owners from things')).toEqual([{rows: 20_000, owners: 490_000}]);
		await workbench.rest();
		expect((await listIndexes(session)).map(({name, valid}) => ({name, valid}))).toEqual([{name: 'things_owner', valid: true}, {name: 'things_pkey', valid: true}]);
	});
});
