import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {recogniseTheCopy} from '../../source/workload/recognise-the-copy.ts';
import {parseScale} from '../../source/workload/scale.ts';
import {sampleParameters} from '../../source/workload/sample-parameters.ts';
import {setUpTheCopy, type SetupProgress} from '../../source/workload/set-up-the-copy.ts';
import type {QueryEntry} from '../../source/catalog/catalog-entry.ts';
import type {Session} from '../../source/database/session.ts';
import {openPglite} from '../../source/database/open-pglite.ts';
import {pgliteWorkerUrl, withEngines} from '../support/engines.ts';
import {inPreset, setUpSmall, shippedCatalog} from './shipped-catalog.ts';

const userTables = `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;

withEngines('setting up The Copy', engine => {
	let told: readonly SetupProgress[] = [];
	const one = async (sql: string, session: Session = engine.session) => Object.values((await session.query(sql))[0] ?? {})[0];

	beforeAll(async () => {
		expect(await recogniseTheCopy(engine.session)).toBe('absent');
		told = await setUpSmall(engine.session);
	});

	test('is known again by the comment on its tables', async () => {
		expect(await recogniseTheCopy(engine.session)).toBe('ours');
		expect(await one('select obj_description(\'projects\'::regclass)')).toBe('planflip: The Copy, scale small, seed 1');
	});

	test('tells how far it is, never going back, from nothing to all', () => {
		const fractions = told.map(({fraction}) => fraction);
		expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
		expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
		expect([...new Set(told.map(({step}) => step))]).toEqual(['schema', 'users', 'projects', 'scenes', 'characters', 'shots', 'constraints', 'indexes', 'analyze']);
		expect(told.filter(({step}) => step === 'shots').at(-1)).toMatchObject({done: 5000, total: 5000});
	});

	test('loads every row, Arabic and all', async () => {
		expect(await engine.session.query(`
			select (select count(*) from users) users, (select count(*) from projects) projects, (select count(*) from scenes) scenes,
				(select count(*) from characters) characters, (select count(*) from shots) shots, (select count(*) from sessions) sessions
		`)).toEqual([{users: 10, projects: 50, scenes: 500, characters: 1000, shots: 5000, sessions: 0}]);
		expect(await one('select count(*) from characters where name !~ \'^[ء-ي]+ [ء-ي]+$\'')).toBe(0);
		expect(await one('select script_content from projects where script_content like E\'%\\n\\n%\' order by id limit 1')).toMatch(/^1\.\t[\u0600-\u06ff .]+\n\t[A-Z]/);
		expect(await one('select count(*) from scenes where jsonb_typeof(characters) = \'array\'')).toBe(500);
	});

	test('has its constraints, and the baseline indexes only', async () => {
		const constraints = await engine.session.query('select conname from pg_constraint where contype in (\'p\', \'u\', \'f\') and connamespace = \'public\'::regnamespace order by 1');
		expect(constraints.map(row => row['conname'])).toEqual([
			'characters_pkey', 'characters_project_id_fk', 'projects_pkey', 'projects_user_id_fk', 'scenes_pkey', 'scenes_project_id_fk',
			'sessions_pkey', 'shots_pkey', 'shots_scene_id_fk', 'users_email_unique', 'users_pkey',
		]);
		const indexes = await engine.session.query('select indexrelid::regclass::text as name from pg_index left join pg_constraint on conindid = indexrelid where conindid is null and indrelid > 16000 and indrelid::regclass::text !~ \'^pg_\'');
		const baseline = inPreset(await shippedCatalog(), 'baseline').map(({name}) => name);
		expect(indexes.map(row => String(row['name']).replaceAll('"', '')).sort()).toEqual([...baseline].sort());
	});

	test('leaves tables without gaps, known to the planner and all-visible', async () => {
		const tables = await engine.session.query('select relname, reltuples, relallvisible > 0 and relpages - relallvisible <= 64 as compact from pg_class where relname in (\'projects\', \'scenes\', \'characters\', \'shots\') order by 1');
		expect(tables).toEqual([
			{relname: 'characters', reltuples: 1000, compact: true},
			{relname: 'projects', reltuples: 50, compact: true},
			{relname: 'scenes', reltuples: 500, compact: true},
			{relname: 'shots', reltuples: 5000, compact: true},
		]);
	});

	test('every entry of the catalogue has samples, runs with them and returns rows', async () => {
		for (const entry of (await shippedCatalog()).entries) {
			const parameters = await sampleParameters(engine.session, entry);
			expect(parameters.map(({name, note}) => ({entry: entry.name, name, note}))).toEqual(entry.parameters.map(({name}) => ({entry: entry.name, name, note: null})));
			const values = parameters.map(({value}) => value);
			const rows = await engine.session.query(entry.sql, values);
			expect([entry.name, rows.length > 0]).toEqual([entry.name, true]);
			const [explained] = await engine.session.query(`explain (format json) ${entry.sql}`, values);
			expect(JSON.stringify(explained)).toContain('Node Type');
		}
	});

	test('every proposed index can be built, and is the one that its card names', async () => {
		const catalog = await shippedCatalog();
		const baseline = new Set(inPreset(catalog, 'baseline'));
		await engine.session.script('begin');
		for (const index of catalog.indexes.filter(candidate => !baseline.has(candidate))) {
			await engine.session.query(index.sql);
			expect(await one(`select to_regclass('${index.name}') is not null`)).toBe(true);
		}

		await engine.session.script('rollback');
	});

	test('samples that find nothing are null, with a note; those that fail name the card', async () => {
		const entry = (sampleSql: string): QueryEntry => ({
			kind: 'QueryEntry', name: 'x', title: '', why: '', frequency: 'low', indexes: [], expected: null, estimate: null, sql: 'select $1, $2', file: 'queries/x.sql', line: 4,
			parameters: [{name: 'a', position: 1, sampleSql: 'select 7::bigint', line: 2}, {name: 'b', position: 2, sampleSql, line: 3}],
		});
		const sample = async (sql: string) => sampleParameters(engine.session, entry(sql));
		expect(await sample('select $1::int + 1')).toEqual([{name: 'a', position: 1, value: 7, note: null}, {name: 'b', position: 2, value: 8, note: null}]);
		expect((await sample('select 1 where false'))[1]).toEqual({name: 'b', position: 2, value: null, note: 'the sample found no row'});
		expect((await sample('select null'))[1]).toEqual({name: 'b', position: 2, value: null, note: 'the sample found NULL'});
		await expect(sample('select 1 as x, 2 as y')).rejects.toMatchObject({kind: 'input', message: 'The sample of parameter "b" returns 2 columns.', where: 'queries/x.sql:3'});
		await expect(sample('select array[1]')).rejects.toMatchObject({kind: 'input', where: 'queries/x.sql:3', hint: 'Cast it to text in the sample: select (...)::text'});
		await expect(sample('select nothing from nowhere')).rejects.toMatchObject({kind: 'input', where: 'queries/x.sql:3', sqlState: '42P01'});
		await expect(sample('select nothing from nowhere')).rejects.toThrow(/^The sample of parameter "b" \(\$2\) failed: .*nowhere/);
	});

	test('refuses to build over tables that are there, and leaves them as they are', async () => {
		await expect(setUpSmall(engine.session)).rejects.toMatchObject({sqlState: '42P07'});
		expect(await one('select count(*) from shots')).toBe(5000);
	});

	test('tables without the comment are foreign, and some of the tables are partial', async () => {
		await engine.session.script('begin; comment on table projects is null');
		expect(await recogniseTheCopy(engine.session)).toBe('foreign');
		await engine.session.script('drop table shots');
		expect(await recogniseTheCopy(engine.session)).toBe('partial');
		await engine.session.script('rollback');
		expect(await recogniseTheCopy(engine.session)).toBe('ours');
	});

	test('looks where unqualified names lead', async () => {
		await engine.session.script('begin; create schema elsewhere; set local search_path = elsewhere');
		expect(await recogniseTheCopy(engine.session)).toBe('absent');
		await engine.session.script('rollback');
	});
});

withEngines('setting up The Copy, stopped on the way', engine => {
	const untouched = async (session: Session) => {
		expect(await session.query(userTables)).toEqual([]);
		expect(await session.query('select pg_current_xact_id_if_assigned() is null as outside')).toEqual([{outside: true}]);
	};

	const run = (signal: AbortSignal) => setUpTheCopy(engine.session, {scale: parseScale('small'), seed: 1, indexes: [], signal});

	test('leaves nothing when it was aborted before it began', async () => {
		await expect(setUpSmall(engine.session, AbortSignal.abort())).rejects.toMatchObject({kind: 'cancelled'});
		await untouched(engine.session);
	});

	test.each(['schema', 'scenes', 'shots', 'constraints'] as const)('leaves nothing when it is aborted at %s', async step => {
		const abort = new AbortController();
		const reached: string[] = [];
		const filling = async () => {
			for await (const progress of run(abort.signal)) {
				reached.push(progress.step);
				if (progress.step === step) {
					abort.abort();
				}
			}
		};
		await expect(filling()).rejects.toMatchObject({kind: 'cancelled'});
		expect(reached.at(-1)).toBe(step);
		await untouched(engine.session);
	});

	test('leaves nothing when whoever listened goes away', async () => {
		for await (const progress of run(new AbortController().signal)) {
			if (progress.step === 'characters') {
				break;
			}
		}

		await untouched(engine.session);
	});

	test('leaves nothing when the session is cancelled in the middle of a statement', async () => {
		// In memory, PGlite forgets everything when it is cancelled; in a folder it has to recover.
		const folder = await mkdtemp(path.join(tmpdir(), 'planflip-test-'));
		const session = engine.kind === 'pglite' ? await openPglite({folder, workerUrl: pgliteWorkerUrl}) : await engine.open();
		const [slow] = inPreset(await shippedCatalog(), 'baseline').map(index => ({...index, sql: 'select count(*) from generate_series(1, 2000000000)'}));
		const options = {scale: parseScale('small'), seed: 1, indexes: slow === undefined ? [] : [slow], signal: new AbortController().signal};
		const filling = async () => {
			for await (const progress of setUpTheCopy(session, options)) {
				if (progress.step === 'indexes') {
					setTimeout(() => void session.cancel(), 100);
				}
			}
		};
		await expect(filling()).rejects.toMatchObject({kind: 'cancelled'});
		await untouched(session);
		await session.close();
		await rm(folder, {recursive: true});
	});
});
