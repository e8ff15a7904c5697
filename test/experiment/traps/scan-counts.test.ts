import {beforeAll, expect, it} from 'vitest';
import {readServerFacts} from '../../../source/database/read-server-facts.ts';
import type {Session} from '../../../source/database/session.ts';
import {isolatedWorkbench} from '../../../source/experiment/isolated-workbench.ts';
import {ownScans} from '../../../source/experiment/own-scans.ts';
import type {Run} from '../../../source/experiment/run.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import {trial} from '../../../source/experiment/trial.ts';
import {withEngines} from '../../support/engines.ts';
import {subjectOf, universeOf, without} from './trap-bench.ts';

withEngines('the statistics of unused indexes', engine => {
	let session: Session;

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table visits (id int primary key, owner int not null);
			insert into visits select n, n % 500 from generate_series(1, 5000) n;
			create index visits_owner on visits (owner);
			analyze visits;
		`);
	});

	const counted = async () => {
		if (engine.major >= 15) {
			await session.script('select pg_stat_force_next_flush()');
		}

		const [row] = await session.query('select idx_scan::int as scans from pg_catalog.pg_stat_user_indexes where indexrelname = \'visits_owner\'');
		return Number(row?.['scans']);
	};

	it('are polluted by what is measured and rolled back, by exactly what a run says of itself', async () => {
		const universe = await universeOf(session);
		const workbench = isolatedWorkbench(session, () => universe, true);
		const before = await counted();
		const runs: Run[] = [];
		for await (const event of trial({
			workbench,
			rung: rungOf(1),
			facts: await readServerFacts(session),
			subject: subjectOf('select count(*) from visits where owner = 7'),
			current: {name: 'off', configuration: without(universe, 'visits_owner')},
			baseline: {name: 'as-built', configuration: universe.asBuilt},
			pairs: 3,
			signal: new AbortController().signal,
			clock: {date: () => new Date(0), ms: () => performance.now()},
		})) {
			if (event.kind === 'measured' && event.delta !== null) {
				runs.push(event.delta.baseline, event.run);
			}
		}

		await workbench.rest();
		const own = runs.map(run => ownScans(run).get('visits_owner') ?? 0);
		expect(own).toEqual([5, 0]);
		// Before 15 the collector hears of it later.
		await expect.poll(counted, {timeout: 10_000}).toBe(before + 5);
	});
});
