import {expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';
import {startTcpProxy} from '../support/tcp-proxy.ts';

const planflip = journey();
const {onScreen, piped} = planflip;

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;
const question = /does not hold The Copy's tables/;
const tables = 'select relname as name from pg_class where relkind = \'r\' and relnamespace = \'public\'::regnamespace order by 1';
const shots = 'select count(*)::int as shots, obj_description(\'projects\'::regclass) as mark from shots';
const small = [{shots: 5000, mark: 'planflip: The Copy, scale small, seed 1'}];

withNativeServer('a database of a server that does not hold The Copy', native => {
	const {database, url, ask} = serverJourney(native, planflip);

	it('is asked for first; after n nothing is created, and the program lives on', async () => {
		const name = await database();
		const program = onScreen([], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(question);
		await program.waitFor(/6 tables, 6,560 rows/);
		expect(await ask(name, tables)).toEqual([]);
		program.press('n');
		await program.waitFor(/Nothing was created/);
		await program.waitFor(/relation "scenes" does not exist/);
		await program.waitFor(/at queries\/shots-of-a-scene\.sql/);
		program.press('j');
		await program.waitFor(/relation "shots" does not exist/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		expect(await ask(name, tables)).toEqual([]);
	});

	it('is refused before anything is asked or created when the server is too old', async () => {
		const name = await database();
		const [{number = ''} = {}] = await ask(name, 'select current_setting(\'server_version_num\') as number');
		const proxy = await startTcpProxy(native.server, {rewrite: bytes => Buffer.from(bytes.toString('latin1').replaceAll(String(number), '120022'), 'latin1')});
		const env = {DATABASE_URL: `postgres://planflip@127.0.0.1:${proxy.port}/${name}`};
		for (const args of [['run', 'user-by-id', '--yes'], ['run', 'user-by-id']]) {
			const {code, stdout, stderr} = await piped(args, {env});
			expect({code, stdout}).toEqual({code: 3, stdout: ''});
			expect(stderr).toMatch(/is too old: .*\n {2}at planflip@127.0.0.1:\d+\/.*\n {2}Use PostgreSQL 13 or later/);
		}

		expect(await ask(name, tables)).toEqual([]);
	});

	it('after y The Copy is created there, and a second start does not ask', async () => {
		const name = await database();
		const first = onScreen([], {env: {DATABASE_URL: url(name)}});
		await first.waitFor(question);
		first.press('y');
		await first.waitFor(measured, {timeout: 60_000});
		expect(await ask(name, shots)).toEqual(small);
		first.press('q');
		expect(await first.exit).toMatchObject({code: 0});

		const second = onScreen([], {env: {DATABASE_URL: url(name)}});
		await second.waitFor(measured, {timeout: 30_000});
		expect(second.raw()).not.toMatch(question);
		expect(second.raw()).not.toMatch(/Filling/);
	});

	it('--yes answers for a script, and the PG* variables lead to the same database', async () => {
		const name = await database();
		const made = await piped(['run', 'user-by-id', '--json', '--runs', '1', '--yes', '--database-url', url(name)]);
		expect(made).toMatchObject({code: 0, stderr: expect.stringContaining('Filling shots, 5,000 rows') as string});
		expect(await ask(name, shots)).toEqual(small);

		const {folder, port, user} = native.server;
		const again = await piped(['run', 'user-by-id', '--json', '--runs', '1'], {env: {PGHOST: folder, PGPORT: String(port), PGUSER: user, PGDATABASE: name}});
		expect(again.code).toBe(0);
		expect(again.stderr).not.toMatch(/Filling/);
		expect(JSON.parse(again.stdout)).toMatchObject({entry: 'user-by-id', server: {engine: 'server'}});
	});

	it.each([[[]], [['run', 'user-by-id', '--json']]])('with nobody to answer, planflip %j creates nothing and says how to say yes', async args => {
		const name = await database();
		const refused = await piped(args, {env: {DATABASE_URL: url(name)}});
		expect(refused).toMatchObject({code: 2, stdout: ''});
		expect(refused.stderr).toMatch(question);
		expect(refused.stderr).toMatch(/--yes answers yes/);
		expect(await ask(name, tables)).toEqual([]);
	});

	it('`run` on a terminal asks too: Enter is no, Ctrl-C the way out, y is yes', async () => {
		const name = await database();
		const env = {DATABASE_URL: url(name)};
		const refused = onScreen(['run', 'user-by-id', '--json'], {env});
		await refused.waitFor(/y\/N\]/);
		refused.press('enter');
		expect(await refused.exit).toMatchObject({code: 2});
		expect(refused.raw()).toMatch(/Nothing was created/);
		expect(await ask(name, tables)).toEqual([]);

		for (const key of ['ctrl+c', 'ctrl+d']) {
			const left = onScreen(['run', 'user-by-id'], {env});
			await left.waitFor(/y\/N\]/);
			left.press(key);
			expect(await left.exit, key).toMatchObject({code: 130});
			expect(left.raw()).toMatch(/nothing was created/);
		}

		expect(await ask(name, tables)).toEqual([]);

		const agreed = onScreen(['run', 'user-by-id', '--plain', '--runs', '1'], {env});
		await agreed.waitFor(/y\/N\]/);
		agreed.type('y\r');
		expect(await agreed.exit).toMatchObject({code: 0});
		expect(await ask(name, shots)).toEqual(small);
	});

	it('--database-url is stronger than DATABASE_URL, and DATABASE_URL than the PG* variables', async () => {
		const name = await database('theCopy');
		const nowhere = 'postgres://nobody@localhost:1/nowhere';
		const flag = await piped(['run', 'user-by-id', '--runs', '1', '--database-url', url(name)], {env: {DATABASE_URL: nowhere}});
		expect(flag.code).toBe(0);
		const variable = await piped(['run', 'user-by-id', '--runs', '1'], {env: {DATABASE_URL: url(name), PGHOST: 'localhost', PGPORT: '1', PGUSER: 'nobody'}});
		expect(variable.code).toBe(0);
	});
});

withNativeServer('tables with The Copy\'s names that planflip did not make', native => {
	const {database, url, ask, indexes} = serverJourney(native, planflip);

	it('are somebody\'s data: nothing is created, and a superuser flips without table locks', async () => {
		const name = await database('theCopy');
		await native.server.run('comment on table projects is null; drop index idx_shots_scene_number', name);
		const before = await indexes(name);
		const program = onScreen([], {columns: 200, env: {DATABASE_URL: url(name)}});
		await program.waitFor(measured);
		await program.waitFor(/planflip did not make them/);
		await program.waitFor(/3 Plan.*MEASURED, no table lock/);
		program.press('P', '3');
		await program.waitFor(/cannot be flipped: it is not built, and building it would lock its table/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		expect(await indexes(name)).toEqual(before);
	});

	it('and when some are missing, they are not made up', async () => {
		const name = await database();
		await native.server.run('create table projects (id int primary key)', name);
		const {code, stderr} = await piped(['run', 'shots-of-a-scene'], {env: {DATABASE_URL: url(name)}});
		expect(code).toBe(2);
		expect(stderr).toMatch(/nothing is created here/);
		expect(stderr).toMatch(/relation "scenes" does not exist|relation "shots" does not exist/);
		expect(await ask(name, tables)).toEqual([{name: 'projects'}]);
	});
});
