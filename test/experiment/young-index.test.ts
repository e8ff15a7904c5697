import {beforeEach, expect, it} from 'vitest';
import {flip} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openServer} from '../../source/database/open-server.ts';
import type {Session} from '../../source/database/session.ts';
import {blockingWorkbench} from '../../source/experiment/blocking-workbench.ts';
import {explain} from '../../source/experiment/explain.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {planGist} from '../../source/view/plan-gist.ts';
import {withNativeServer} from '../support/engines.ts';

const definition = 'create index young_note on young (note)';
const subject: Subject = {entry: 'by-note', sql: 'select * from young where note = $1', parameters: [{name: 'note', value: 'note 7'}], file: 'queries/by-note.sql', line: 3};
const proposal = {kind: 'IndexDefinition' as const, name: 'young_note', table: 'young', why: 'for the test', priority: null, sql: definition, presets: [], file: 'indexes.sql', line: 1};

withNativeServer('an index built while somebody still sees rows as they were before an update', native => {
	let session: Session;
	let reader: Session;
	let universe: IndexUniverse;

	beforeEach(async () => {
		session = await openServer(native.target());
		reader = await openServer(native.target());
		await session.script(`
			drop table if exists young;
			create table young (id int primary key, note text) with (fillfactor = 50);
			insert into young select n, 'note ' || n from generate_series(1, 2000) n;
			analyze young;
		`);
		universe = indexUniverse(await listIndexes(session), [proposal], [], [{schema: 'public', name: 'young', owned: true}]);
		// An older snapshot, then rows updated in place: the new versions hang on the old ones (HOT).
		await reader.script('begin isolation level repeatable read; select count(*) from young');
		await session.script('update young set note = note || \'!\' where id <= 10');
		return async () => {
			await reader.close();
			await session.close();
		};
	});

	const after = () => flip(universe.asBuilt, 'young_note');

	it('is left out by the planner without a word', async () => {
		await session.script(`begin; ${definition}; set local enable_seqscan = off`);
		expect(await session.query('select indisvalid, indcheckxmin from pg_index where indexrelid = \'young_note\'::regclass')).toEqual([{indisvalid: true, indcheckxmin: true}]);
		expect(planGist((await explain(session, subject, 'plan')).plan)).toBe('Seq Scan young');
		await session.script('rollback');
	});

	it.each([
		['rung 1', () => isolatedWorkbench(session, () => universe, true)],
		['rung 5', () => blockingWorkbench(session, () => universe, true)],
	])('is not taken for useless on %s: the letter says why, and what to do, which then helps', async (_, open) => {
		const bench = open();
		const gist = async () => bench.under(after(), {statementMs: 30_000}, async say => planGist((await say(subject, 'tree')).plan));
		await expect(gist()).rejects.toMatchObject({
			kind: 'permission',
			message: expect.stringMatching(/young_note was built, but .*indcheckxmin/) as string,
			hint: expect.stringContaining('VACUUM public.young') as string,
		});
		await bench.rest();
		await reader.script('rollback');
		await session.script('vacuum young');
		expect(await gist()).toMatch(/young_note/);
		await bench.rest();
		expect(await session.query('select to_regclass(\'young_note\') as there')).toEqual([{there: null}]);
	});
});
