import {beforeAll, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openServer} from '../../source/database/open-server.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {PlanflipError} from '../../source/errors.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import {trial} from '../../source/experiment/trial.ts';
import {withNativeServer} from '../support/engines.ts';
import {heardSession} from '../support/heard-session.ts';

const subject: Subject = {
	entry: 'by-owner', sql: 'select *, pg_sleep(0.003) from things where owner = $1 limit 1', parameters: [{name: 'owner', value: '7'}], file: 'queries/by-owner.sql', line: 3,
};

withNativeServer('Esc, pressed twice', native => {
	let universe: IndexUniverse;
	let watcher: Session;
	beforeAll(async () => {
		watcher = await openServer(native.target());
		await watcher.script(`
			create table things (id int primary key, owner int not null);
			insert into things select n, n % 50 from generate_series(1, 2000) n;
			create index things_owner on things (owner);
			analyze things`);
		universe = indexUniverse(await listIndexes(watcher), [
			{kind: 'IndexDefinition', name: 'things_both', table: 'things', why: 'Proposed.', priority: null, sql: 'create index things_both on things (owner, id)', presets: [], file: 'indexes.sql', line: 1},
		], [], [{schema: 'public', name: 'things', owned: true}]);
		return async () => watcher.close();
	});

	it.each([1, 2, 5] as const)('at every single call of a trial on rung %i: it stops, nothing is left, and the next trial works', async number => {
		const session = await openServer(native.target());
		const rung = rungOf(number);
		const facts = await readServerFacts(session);
		const [{pid} = {}] = await session.query('select pg_backend_pid() as pid');
		const named = (...on: string[]) => ({name: on.join(), configuration: configurationOf(['things_pkey', ...on])});
		const proposed = number === 2 ? [] : ['things_both'];
		/** How the trial ended when Esc came at its n-th call; the number of its calls when that is never. */
		const tryUntil = async (stopAt: number) => {
			const abort = new AbortController();
			let calls = 0;
			let cancelling: Promise<unknown> = Promise.resolve();
			const listened = heardSession(session, () => {
				calls += 1;
				if (calls === stopAt) {
					abort.abort();
					// Now and then at once, now and then when the statement is about to end.
					cancelling = new Promise(resolve => setTimeout(resolve, stopAt % 4)).then(() => session.cancel()).then(() => session.cancel());
				}
			});
			const workbench = number === 1 ? isolatedWorkbench(listened, () => universe, true) : sharedWorkbench(listened, () => universe, rung, true);
			let end = 'measured';
			try {
				for await (const event of trial({workbench, rung, facts, subject, current: named(...proposed), baseline: named('things_owner'), pairs: 1, signal: abort.signal, clock: {date: () => new Date(0), ms: () => 0}})) {
					end = event.kind;
				}
			} catch (error) {
				end = error instanceof PlanflipError ? error.kind : String(error);
			} finally {
				await cancelling;
				await workbench.rest();
			}

			return {end, calls};
		};

		const left = async () => watcher.query(`
			select state, (select count(*)::int from pg_locks where pg_locks.pid = a.pid) as locks,
				(select array_agg(relname::text order by relname) from pg_class join pg_index on indexrelid = oid where indrelid = 'things'::regclass and indisvalid) as indexes
			from pg_stat_activity as a where pid = ${Number(pid)}`);
		const whole = await tryUntil(0);
		expect(whole.end).toBe('measured');
		for (let stopAt = 1; stopAt <= whole.calls; stopAt += 1) {
			const {end} = await tryUntil(stopAt);
			// The last execution may have ended by itself before Esc reached it.
			expect(`${stopAt} ${end}`).toMatch(stopAt > whole.calls - 5 ? /cancelled|measured/ : /cancelled/);
			expect({stopAt, left: await left()}).toEqual({stopAt, left: [{state: 'idle', locks: 0, indexes: ['things_owner', 'things_pkey']}]});
		}

		expect((await tryUntil(0)).end).toBe('measured');
		expect(session.generation).toBe(1);
		await session.close();
	});
});
