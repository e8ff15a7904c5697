import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import pg from 'pg';
import {expect, it, vi} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey, program} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped, onScreen, catalog, cache} = planflip;
const patiently = {timeout: 60_000, interval: 100};

/** A query, and an operation, of The Copy's tables. */
const folder = () => catalog({
	'open.sql': '-- operation: open a scene\n-- why: w\n-- frequency: low\n-- parameter: scene = select id from scenes order by id limit 1\n-- answer: scene.id, scene.project_id, project.title\n\n-- step: scene\n-- takes: scene\nselect id, project_id from scenes where id = $1;\n\n-- step: project\n-- for each: scene\n-- takes: scene.project_id\nselect title from projects where id = $1;\n\n-- rewrite: one JOIN\nselect s.id, s.project_id, p.title from scenes s join projects p on p.id = s.project_id where s.id = $1;\n',
	'shots.sql': '-- title: shots of a type\n-- why: w\n-- frequency: high\n-- parameter: scene = select id from scenes order by id limit 1\nselect * from shots where scene_id = $1 and shot_type = \'wide\'\n',
	'indexes.sql': '-- preset: optimized\n-- why: w\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_shots_scene_type ON shots (scene_id, shot_type);\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_scenes_project_status ON scenes (project_id, status);\n',
});

withNativeServer('the steps on a server', native => {
	const {database, url, ask} = serverJourney(native, planflip);
	const env = (name: string) => ({env: {DATABASE_URL: url(name)}});
	const proposed = async (name: string) => ask(name, `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
		where c.relname in ('idx_shots_scene_type', 'idx_scenes_project_status') order by 1`);
	const both = [{name: 'idx_scenes_project_status', valid: true}, {name: 'idx_shots_scene_type', valid: true}];

	/** A transaction of somebody's that writes into shots: CREATE INDEX CONCURRENTLY waits for its end. */
	const writer = async (name: string) => {
		const client = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name});
		await client.connect();
		await client.query('begin; update shots set lighting = lighting where id = (select id from shots limit 1)');
		return async () => {
			await client.query('rollback');
			await client.end();
		};
	};

	/** apply-indexes, held up in the build of the first index; `act` gets its backend, and then it is waited for. */
	const heldUp = async (name: string, act: (backend: number, child: ReturnType<typeof spawn>) => Promise<void>) => {
		const release = await writer(name);
		const child = spawn(process.execPath, [program, 'apply-indexes', '--catalog', folder(), '--yes'], {
			env: {...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state'), DATABASE_URL: url(name)}, stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		const ended = new Promise(resolve => child.on('exit', resolve));
		await expect.poll(async () => ask(name, 'select phase from pg_stat_progress_create_index'), patiently).toEqual([{phase: 'waiting for writers before build'}]);
		const [row] = await ask(name, 'select pid from pg_stat_progress_create_index');
		await act(Number(row?.['pid']), child);
		const code = await ended;
		await release();
		return {code, said};
	};

	vi.setConfig({testTimeout: 300_000});

	it('setup asks before it creates, says what there is, and seed asks before it replaces', async () => {
		const name = await database();
		for (const verb of ['baseline', 'apply-indexes', 'post-optimization', 'seed']) {
			expect(await piped([verb, '--yes'], env(name)), verb).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(/The Copy is not set up here[^]*planflip setup makes/) as string});
		}

		const unasked = await piped(['setup'], env(name));
		expect(unasked).toMatchObject({code: 2, stdout: ''});
		expect(unasked.stderr).toMatch(/does not hold The Copy's tables\. Create and fill them there \(6 tables, 6,560 rows\)\? Nobody is there to answer\.\n +--yes answers yes, and runs:\n +begin;\n +create table users/);
		expect(await ask(name, 'select count(*)::int as n from pg_tables where schemaname = \'public\'')).toEqual([{n: 0}]);
		expect(await piped(['setup', '--yes'], env(name))).toMatchObject({code: 0, stdout: 'done: The Copy, scale small, seed 1\n'});
		expect(await piped(['setup'], env(name))).toMatchObject({code: 0, stdout: 'left as it is: The Copy, scale small, seed 1 (it is set up already)\n'});
		const other = await piped(['setup', '--yes', '--scale', 'standard', '--seed', '2'], env(name));
		expect(other.code).toBe(2);
		expect(other.stderr).toMatch(/set up here at scale small, seed 1, not at scale standard, seed 2\.\n.*\n +planflip seed --scale standard --seed 2 replaces its rows/);

		await native.server.run('drop index idx_scenes_project_id; delete from shots where shot_number = 1', name);
		const mended = await piped(['setup', '--yes'], env(name));
		expect(mended).toMatchObject({code: 0});
		expect(mended.stdout).toMatch(/^done: Baseline index idx_scenes_project_id$/m);
		expect(mended.stderr).toMatch(/4,500 shots instead of 5,000\. planflip seed fills them anew/);
		expect((await piped(['seed'], env(name))).stderr).toMatch(/Replace the 6,060 rows of The Copy's tables in .* \(scale small, seed 1\) by 6,560 of scale small, seed 1\? Nobody is there/);
		expect(await ask(name, 'select count(*)::int as n from shots')).toEqual([{n: 4500}]);
		expect(await piped(['seed', '--yes', '--seed', '2'], env(name))).toMatchObject({code: 0});
		expect(await ask(name, 'select count(*)::int as n, obj_description(\'projects\'::regclass) as mark from shots')).toEqual([{n: 5000, mark: 'planflip: The Copy, scale small, seed 2'}]);
	});

	it('somebody\'s own tables are never filled or emptied, also where only one of them is somebody\'s', async () => {
		const name = await database('theCopy');
		await native.server.run('create schema app; create table app.users (id text primary key); insert into app.users values (\'me\')', name);
		const path = {env: {DATABASE_URL: url(name), PGOPTIONS: '-c search_path=app,public'}};
		for (const verb of ['setup', 'seed']) {
			const mixed = await piped([verb, '--yes'], path);
			expect([mixed.code, mixed.stdout], verb).toEqual([3, '']);
			expect(mixed.stderr, verb).toMatch(/planflip did not make them: they are somebody's data, and neither filled nor emptied/);
		}

		expect(await ask(name, 'select count(*)::int as n from app.users')).toEqual([{n: 1}]);
		await native.server.run('comment on table projects is null', name);
		expect(await piped(['seed', '--yes'], env(name))).toMatchObject({code: 3, stdout: ''});
		await native.server.run('drop table shots', name);
		const partial = await piped(['setup', '--yes'], env(name));
		expect(partial.code).toBe(3);
		expect(partial.stderr).toMatch(/Some tables here have names of The Copy's \(public\.users, public\.projects, public\.scenes, public\.characters, public\.sessions\), and others are missing \(shots\): planflip did not make them, and adds none/);
	});

	it('where somebody has a name that The Copy\'s indexes need, it is told before anybody is asked and a row is written', async () => {
		const name = await database();
		await native.server.run('create table mine (id int); create index idx_shots_scene_id on mine (id); create view users_pkey as select 1', name);
		for (const args of [['setup'], ['setup', '--yes'], ['run', 'user-by-id', '--yes']]) {
			const {code, stdout, stderr} = await piped(args, env(name));
			expect([code, stdout], args.join(' ')).toEqual([3, '']);
			expect(stderr, args.join(' ')).toMatch(/needs the name idx_shots_scene_id for an index of its own, and it is taken by the index public\.idx_shots_scene_id on public\.mine; so is the view public\.users_pkey\. Nothing was created\.\n.*\n +Rename what is there, or name another database/);
			expect(stderr).not.toMatch(/Filling|Nobody is there/);
		}

		const there = await database('theCopy');
		await native.server.run('drop index idx_scenes_project_id; create table idx_scenes_project_id (a int)', there);
		expect(await piped(['setup', '--yes'], env(there))).toMatchObject({code: 3, stderr: expect.stringMatching(/taken by the table public\.idx_scenes_project_id\. Nothing was created/) as string});
	});

	it('a table of somebody\'s that inherits from one of The Copy\'s keeps its rows when seed replaces the others', async () => {
		const name = await database('theCopy');
		await native.server.run('create table inherited () inherits (sessions); insert into inherited values (\'key\', \'{}\', now())', name);
		expect(await piped(['seed', '--yes'], env(name))).toMatchObject({code: 0});
		expect(await ask(name, 'select count(*)::int as n from inherited')).toEqual([{n: 1}]);

		await native.server.run('create table referring (project varchar references projects on delete cascade)', name);
		const refused = await piped(['seed', '--yes'], env(name));
		expect(refused).toMatchObject({code: 3, stdout: ''});
		expect(refused.stderr).toMatch(/Table "referring" references "projects"/);
		expect(refused.stderr).not.toMatch(/CASCADE/);
	});

	it('an index that is wanted on a table that is not there is told; names with quotes in them are found', async () => {
		const name = await database();
		await native.server.run('create table "q""q" (a int); create table t (a int)', name);
		const catalogue = catalog({
			'q.sql': card('q', 'select * from t'),
			'indexes.sql': '-- preset: optimized\n-- why: all\n\n-- why: a\n-- presets: optimized\nCREATE INDEX on_q ON public."q""q" (a);\n\n-- why: b\n-- presets: optimized\nCREATE INDEX on_nothing ON nosuch (a);\n',
		});
		const {code, stdout, stderr} = await piped(['apply-indexes', '--catalog', catalogue, '--yes'], env(name));
		expect({code, stdout}, stderr).toEqual({code: 0, stdout: 'built: 1/1 on_q on public.q"q\n'});
		expect(stderr).toMatch(/on_nothing is left out: there is no table nosuch here \(.*indexes\.sql:10\)/);
	});

	it('an index that the server refuses costs itself: the others are built, what is left INVALID is told, and the next run tries that one alone', async () => {
		const name = await database();
		await native.server.run('create table t (a int, b int); insert into t values (1, 1), (1, 2)', name);
		const catalogue = catalog({
			't.sql': card('t', 'select * from t'),
			'indexes.sql': '-- preset: optimized\n-- why: all\n\n-- why: a\n-- presets: optimized\nCREATE UNIQUE INDEX t_a ON t (a);\n\n-- why: b\n-- presets: optimized\nCREATE INDEX t_b ON t (b);\n',
		});
		const apply = async (...more: readonly string[]) => piped(['apply-indexes', '--catalog', catalogue, '--yes', ...more], env(name));
		const refused = 'not built: t_a on public\\.t: could not create unique index "t_a"\\. Key \\(a\\)=\\(1\\) is duplicated\\.\\n[^]*It is left INVALID: Postgres does not use it, but every write maintains it';
		const first = await apply();
		expect(first.code, first.stderr).toBe(1);
		expect(first.stdout).toMatch(new RegExp(`^built: 2/2 t_b on public\\.t\n${refused}`));
		expect(first.stderr).toMatch(/t_a could not be built: could not create unique index[^]*planflip apply-indexes tries what failed again, and drops first what is left INVALID/);
		const second = await apply('--json');
		expect(second.code).toBe(1);
		expect(JSON.parse(second.stdout)).toMatchObject({built: [], already: ['t_b'], failed: [{index: 'public.t_a', table: 'public.t', invalid: true, error: expect.arrayContaining([expect.stringMatching(/is duplicated/)]) as string[]}]});

		await native.server.run('delete from t where b = 2', name);
		expect(await apply()).toMatchObject({code: 0, stdout: 'built: 1/1 t_a on public.t\nbuilt before: 1 of those wanted\n'});
		expect(await apply('--dry-run')).toMatchObject({code: 0, stdout: '-- Nothing is to be done.\n'});
		expect(await piped(['rollback', '--yes'], env(name))).toMatchObject({code: 0, stdout: 'dropped: t_a on public.t\ndropped: t_b on public.t\n'});
	});

	it('an index that this user may not build is told, and is not allowed (3); the others are built', async () => {
		const name = await database();
		await native.server.run(`create role ${name}_guest login; create table theirs (a int); create table mine (a int); alter table mine owner to ${name}_guest; grant create on schema public to ${name}_guest`, name);
		const catalogue = catalog({
			'q.sql': card('q', 'select * from mine'),
			'indexes.sql': '-- preset: optimized\n-- why: all\n\n-- why: a\n-- presets: optimized\nCREATE INDEX on_theirs ON theirs (a);\n\n-- why: b\n-- presets: optimized\nCREATE INDEX on_mine ON mine (a);\n',
		});
		expect(await piped(['apply-indexes', '--catalog', catalogue, '--yes'], {env: {DATABASE_URL: url(name, `${name}_guest`)}})).toMatchObject({code: 3, stdout: 'built: 1/1 on_mine on public.mine\non_theirs is not built: you do not own public.theirs.\n'});
	});

	it('from the baseline to the rollback: indexes are built CONCURRENTLY after a yes, and dropped CONCURRENTLY', async () => {
		const name = await database('theCopy');
		expect(await piped(['baseline', '--catalog', folder(), '--runs', '5'], env(name))).toMatchObject({code: 0});
		const unasked = await piped(['apply-indexes', '--catalog', folder()], env(name));
		expect(unasked).toMatchObject({code: 2, stdout: ''});
		expect(unasked.stderr).toMatch(/Build these 2 indexes in .*\? Others go on reading and writing meanwhile\. Nobody is there to answer\.\n.*\n +CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_shots_scene_type ON public\.shots \(scene_id, shot_type\);/);
		expect(await proposed(name)).toEqual([]);

		const asked = onScreen(['apply-indexes', '--catalog', folder()], env(name));
		await asked.waitFor(/y\/N\]/);
		asked.type('n\r');
		expect(await asked.exit).toMatchObject({code: 1});
		expect(asked.raw()).toMatch(/CREATE INDEX CONCURRENTLY[^]*Nothing was built/);
		expect(asked.raw(), 'the progress line is taken back first').not.toMatch(/Looking at tables and indexes +CREATE INDEX/);
		expect(await proposed(name)).toEqual([]);

		expect(await piped(['apply-indexes', '--catalog', folder(), '--yes'], env(name))).toMatchObject({code: 0});
		expect(await proposed(name)).toEqual(both);
		const after = await piped(['post-optimization', '--catalog', folder(), '--runs', '5'], env(name));
		expect(after.code, after.stderr).toBe(0);
		expect(after.stdout).toMatch(/in turns with the indexes of the baseline/);
		const compared = await piped(['compare', '--json', '--fail-on', 'incomplete'], env(name));
		expect(compared.code, compared.stderr).toBe(0);
		expect(JSON.parse(compared.stdout)).toMatchObject({
			statements: [{entry: 'shots', basis: 'in turns', after: {indexes: ['idx_shots_scene_type']}}],
			operations: [{entry: 'open', basis: 'in turns', chain: {ratio: {value: expect.any(Number) as number}}, best: 'one JOIN'}],
			indexes: {built: expect.arrayContaining([expect.objectContaining({name: 'idx_shots_scene_type', verdict: 'saves'})]) as unknown[]},
			missing: [],
		});
		// By another spelling, another road and another role it is the same database.
		for (const other of [url(name).replace('localhost', '127.0.0.1'), `postgres:///${name}?host=${native.server.folder}&port=${native.server.port}&user=${native.server.user}`]) {
			const told = await piped(['rollback', '--dry-run'], {env: {DATABASE_URL: other}});
			expect(told.stdout, other).toMatch(/DROP INDEX CONCURRENTLY IF EXISTS public\.idx_scenes_project_status;[^]*DROP INDEX CONCURRENTLY IF EXISTS public\.idx_shots_scene_type;/);
		}

		expect(await piped(['rollback'], env(name))).toMatchObject({code: 2, stderr: expect.stringMatching(/DROP INDEX CONCURRENTLY IF EXISTS public\.idx_scenes_project_status;\n +DROP INDEX CONCURRENTLY IF EXISTS public\.idx_shots_scene_type;/) as string});
		expect(await piped(['rollback', '--yes'], env(name))).toMatchObject({code: 0, stdout: 'dropped: idx_scenes_project_status on public.scenes\ndropped: idx_shots_scene_type on public.shots\n'});
		expect(await proposed(name)).toEqual([]);
	});

	it('a baseline whose connection is lost keeps what it measured, goes on with the rest, and is answered only then', async () => {
		const name = await database('theCopy');
		const slow = catalog({
			'shots.sql': card('shots', 'select count(*) from shots', '-- order: 1\n'),
			'slow.sql': card('slow', 'select count(*) from shots a, shots b where a.lighting <> b.lighting', '-- order: 2\n'),
		});
		const child = spawn(process.execPath, [program, 'baseline', '--catalog', slow, '--runs', '1'], {
			env: {...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state'), DATABASE_URL: url(name)}, stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		const ended = new Promise(resolve => child.on('exit', resolve));
		const working = 'select pid from pg_stat_activity where application_name = \'planflip\' and datname = current_database() and state = \'active\' and query like \'%a.lighting <> b.lighting%\'';
		await expect.poll(async () => (await ask(name, working)).length, patiently).toBeGreaterThan(0);
		await native.server.run('select pg_terminate_backend(pid) from pg_stat_activity where application_name = \'planflip\' and datname = current_database()', name);
		expect([await ended, said]).toEqual([3, expect.stringMatching(/1 of 2 are measured and kept; planflip baseline goes on with the others/)]);
		expect(said).not.toMatch(/Next:/);
		expect(await piped(['post-optimization', '--catalog', slow], env(name))).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(/was stopped before its end: 1 of 2 are measured\./) as string});

		await native.server.run('delete from shots where shot_number > 1', name);
		const on = await piped(['baseline', '--catalog', slow, '--runs', '1'], env(name));
		expect(on.code, on.stderr).toBe(0);
		expect(on.stderr).toMatch(/Going on with baseline [\da-f]{8}, which was stopped after 1 of 2[^]*1\/2 shots: measured before it was stopped/);
	});

	it('a table that somebody keeps from being looked at is told, by name, before anything is measured', async () => {
		const name = await database('theCopy');
		const client = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name});
		await client.connect();
		await client.query('begin; lock table scenes in access exclusive mode');
		const told = await piped(['baseline', '--catalog', folder(), '--runs', '1'], env(name));
		await client.query('rollback');
		await client.end();
		expect(told).toMatchObject({code: 3, stdout: '', stderr: expect.stringMatching(/scenes cannot be looked at: somebody has held an ACCESS EXCLUSIVE lock for more than 5s\./) as string});
	});

	it('an operation that somebody\'s lock is in the way of costs itself: it is told, and the rest is measured and kept', async () => {
		const name = await database('theCopy');
		const apart = catalog({
			'open.sql': '-- operation: open a scene\n-- why: w\n-- frequency: low\n-- parameter: scene = select scene_id from shots order by id limit 1\n-- answer: project.title\n\n-- step: scene\n-- takes: scene\nselect id, project_id from scenes where id = $1;\n\n-- step: project\n-- for each: scene\n-- takes: scene.project_id\nselect title from projects where id = $1;\n\n-- rewrite: one JOIN\nselect p.title from scenes s join projects p on p.id = s.project_id where s.id = $1;\n',
			'shots.sql': card('shots', 'select count(*) from shots a, shots b where a.lighting <> b.lighting'),
		});
		const child = spawn(process.execPath, [program, 'baseline', '--catalog', apart, '--runs', '1', '--json'], {
			env: {...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state'), DATABASE_URL: url(name)}, stdio: ['ignore', 'pipe', 'pipe'],
		});
		const said = {stdout: '', stderr: ''};
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			said.stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said.stderr += text;
		});
		const ended = new Promise(resolve => child.on('close', resolve));
		// The query before it takes a while, and does not read what is locked meanwhile.
		await expect.poll(() => said.stderr, patiently).toContain('1/2 shots');
		const client = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name});
		await client.connect();
		await client.query('begin; lock table projects in access exclusive mode');
		const code = await ended;
		await client.end();
		expect(code, said.stderr).toBe(1);
		expect(JSON.parse(said.stdout)).toMatchObject({runs: [{entry: 'shots'}], operations: [], failures: [{entry: 'open', lines: expect.arrayContaining([expect.stringMatching(/lock/)]) as string[]}]});
		expect(said.stderr).toMatch(/open failed: [^]*lock[^]*kept as baseline [\da-f]{8}: /);
	});

	it('a connection lost in the middle of a build is told with what is left INVALID; running it again drops that and goes on', async () => {
		const name = await database('theCopy');
		const {code, said} = await heldUp(name, async backend => {
			await native.server.run(`select pg_terminate_backend(${backend})`);
		});
		expect([code, said]).toEqual([3, expect.stringMatching(/idx_shots_scene_type could not be built: [^]*Nothing was built\.\n[^]*Left INVALID, [^\n]*: idx_shots_scene_type\.\n[^]*Not there: idx_scenes_project_status\.\n[^]*planflip apply-indexes goes on from here/)]);
		expect(said).not.toMatch(/was rolled back/);
		expect(said).toMatch(/What runs CONCURRENTLY is not rolled back/);
		expect(await proposed(name)).toEqual([{name: 'idx_shots_scene_type', valid: false}]);
		const unasked = await piped(['apply-indexes', '--catalog', folder()], env(name));
		expect(unasked.stderr).toMatch(/before that drop what failed builds have left INVALID \(idx_shots_scene_type\)\?[^]*DROP INDEX CONCURRENTLY IF EXISTS public\.idx_shots_scene_type;\n +CREATE INDEX CONCURRENTLY/);
		const again = await piped(['apply-indexes', '--catalog', folder(), '--yes'], env(name));
		expect(again.code, again.stderr).toBe(0);
		expect(await proposed(name)).toEqual(both);
		expect(await piped(['rollback', '--yes'], env(name))).toMatchObject({code: 0});
		expect(await proposed(name)).toEqual([]);
		expect((await piped(['rollback', '--yes'], env(name))).stderr, 'of its own drops no word').not.toMatch(/gone already/);
	});

	it('Ctrl-C stops the build on the server and tells the same; rollback takes away what it left', async () => {
		const name = await database('theCopy');
		const {code, said} = await heldUp(name, (_, child) => {
			child.kill('SIGINT');
			return Promise.resolve();
		});
		expect([code, said]).toEqual([130, expect.stringMatching(/apply-indexes was stopped at idx_shots_scene_type\.\n[^]*Left INVALID, [^\n]*: idx_shots_scene_type\./)]);
		expect(await piped(['rollback', '--yes'], env(name))).toMatchObject({code: 0, stdout: 'dropped: idx_shots_scene_type on public.shots\n'});
		expect(await proposed(name)).toEqual([]);
	});

	it('an INVALID index that somebody is building right now is not dropped', async () => {
		const name = await database('theCopy');
		const {said} = await heldUp(name, async (_, child) => {
			const meanwhile = await piped(['apply-indexes', '--catalog', folder(), '--yes'], env(name));
			expect(meanwhile.code).toBe(3);
			expect(meanwhile.stderr).toMatch(/is INVALID, and somebody holds a lock on public\.shots, as whoever is building it would: it is not dropped/);
			child.kill('SIGINT');
		});
		expect(said).toMatch(/stopped at idx_shots_scene_type/);
	});

	it('rollback leaves alone what it cannot prove, says why, and drops the rest', async () => {
		const name = await database('theCopy');
		expect(await piped(['apply-indexes', '--catalog', folder(), '--yes'], env(name))).toMatchObject({code: 0});
		await native.server.run('drop index idx_shots_scene_type; create index idx_shots_scene_type on shots (scene_id, shot_type)', name);
		const refused = await piped(['rollback', '--yes'], env(name));
		expect(refused.code).toBe(1);
		expect(refused.stdout).toMatch(/^dropped: idx_scenes_project_status on public\.scenes\nleft alone: idx_shots_scene_type: it is another index of that name now \(oid \d+ instead of \d+\)/);
		expect(await proposed(name)).toEqual([{name: 'idx_shots_scene_type', valid: true}]);

		const renamed = await database('theCopy');
		expect(await piped(['apply-indexes', '--catalog', folder(), '--yes'], env(renamed))).toMatchObject({code: 0});
		await native.server.run('alter index idx_shots_scene_type rename to kept_by_us', renamed);
		for (const time of ['once', 'again']) {
			const kept = await piped(['rollback', '--yes'], env(renamed));
			expect(kept.code, time).toBe(1);
			expect(kept.stdout).toMatch(/left alone: idx_shots_scene_type: it is called kept_by_us now/);
		}

		const other = await piped(['rollback', '--yes'], env(await database('theCopy')));
		expect(other).toMatchObject({code: 0, stderr: expect.stringMatching(new RegExp(`has no record of apply-indexes for this database\\. Its records are of: .*/${name}`)) as string});

		// Its own index is known again when the database is called otherwise.
		const called = `${renamed}_otherwise`;
		await native.server.run(`alter database ${renamed} rename to ${called}`);
		expect(await piped(['rollback', '--yes'], env(called))).toMatchObject({code: 1, stdout: expect.stringMatching(/idx_shots_scene_type: it is called kept_by_us now/) as string});
	});
});
