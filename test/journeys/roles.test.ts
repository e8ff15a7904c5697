import {beforeAll, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, piped, catalog} = planflip;

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;
const patiently = {timeout: 30_000, interval: 100};
const queries = () => catalog({
	'a.sql': card('things', 'select * from things where owner = 7', '-- order: 1\n'),
	'b.sql': card('secrets', 'select * from secrets', '-- order: 2\n'),
	'c.sql': card('slow', 'select pg_sleep(60)', '-- order: 3\n'),
});

withNativeServer('a user who may little', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);
	let name = '';
	beforeAll(async () => {
		name = await database();
		const run = async (sql: string) => native.server.run(sql, name);
		await run('create table things as select n as id, n % 50 as owner from generate_series(1, 20000) n');
		await run('create index things_owner on things (owner)');
		await run('create table secrets (n int)');
		for (const role of ['crowded', 'stranger', 'reader', 'hasty', 'frozen', 'lost', 'elsewhere', 'sleepy']) {
			await run(`create role ${role} login`);
			await run(`grant select on things to ${role}`);
		}
	});
	const as = (role: string) => ({env: {DATABASE_URL: url(name, role)}});
	const run = async (role: string, entry: string) => piped(['run', entry, '--runs', '1', '--catalog', queries()], as(role));

	it('with no connection free is told so and exits 3; a screen that was thrown out goes on trying, and gets in once there is room', async () => {
		const program = onScreen(['--catalog', queries()], as('crowded'));
		await program.waitFor(measured);
		await native.server.run('alter role crowded connection limit 0');
		const refused = await run('crowded', 'a');
		expect(refused).toMatchObject({code: 3, stdout: ''});
		expect(refused.stderr).toMatch(/too many connections for role "crowded"/);
		expect(refused.stderr).toMatch(/CONNECTION LIMIT of the role/);
		expect(refused.stderr).toMatch(/at crowded@localhost/);
		await native.server.run('select pg_terminate_backend(pid) from pg_stat_activity where usename = \'crowded\'');
		await program.waitFor(/too many connections for role/);
		await program.waitFor(/reconnecting, next try in \d+ s/);
		await native.server.run('alter role crowded connection limit 5');
		await program.waitFor(/connected again: PostgreSQL/);
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('without CONNECT is told so and exits 3', async () => {
		const other = await database();
		await native.server.run(`revoke connect on database ${other} from public`);
		const {code, stdout, stderr} = await piped(['run', 'a', '--catalog', queries()], {env: {DATABASE_URL: url(other, 'stranger')}});
		expect({code, stdout}).toEqual({code: 3, stdout: ''});
		expect(stderr).toMatch(/permission denied for database/);
		expect(stderr).toMatch(/User does not have CONNECT privilege/);
		expect(stderr).toMatch(/GRANT CONNECT|have it granted/);
	});

	it('without SELECT on a table is told which, and the other queries work', async () => {
		const program = onScreen(['--catalog', queries()], as('reader'));
		await program.waitFor(measured);
		program.press('j');
		await program.waitFor(/permission denied for table secrets/);
		program.press('k');
		await program.waitFor(measured);
		const {code, stderr} = await run('reader', 'b');
		expect(code).toBe(3);
		expect(stderr).toMatch(/permission denied for table secrets/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('with a statement_timeout of his own has measurements of the length planflip gives them', async () => {
		await native.server.run('alter role hasty set statement_timeout = \'50ms\'');
		const {code, stderr} = await piped(['run', 'slowish', '--runs', '1', '--catalog', catalog({'slowish.sql': card('slowish', 'select pg_sleep(0.2)')})], as('hasty'));
		expect(code, stderr).toBe(0);
	});

	it('who is read-only by default reads and measures, and is told why nothing is flipped', async () => {
		await native.server.run('alter role frozen set default_transaction_read_only = on');
		await native.server.run(`grant ${native.server.user} to frozen`);
		const {code, stderr} = await run('frozen', 'a');
		expect(code, stderr).toBe(0);
		const flipped = await piped(['run', 'a', '--indexes', 'bare', '--allow-blocking', '--catalog', queries()], as('frozen'));
		expect(flipped.code).toBe(3);
		expect(flipped.stderr).toMatch(/default_transaction_read_only is on/);
		expect(flipped.stderr).not.toMatch(/;;/);
	});

	it('whose search_path leads elsewhere is told of the search path; with the schema named it works', async () => {
		await native.server.run('alter role elsewhere set search_path = nowhere');
		const {code, stderr} = await run('elsewhere', 'a');
		expect(code).toBe(2);
		expect(stderr).toMatch(/relation "things" does not exist/);
		expect(stderr).toMatch(/search path/);
		const named = await piped(['run', 'named', '--runs', '1', '--catalog', catalog({'named.sql': card('named', 'select * from public.things where owner = 7')})], as('elsewhere'));
		expect(named.code, named.stderr).toBe(0);
	});

	it('whose idle sessions are ended finds the screen connected again, whenever it happens', async ({skip}) => {
		const [{version} = {version: 0}] = await ask(name, 'select current_setting(\'server_version_num\')::int as version');
		skip(Number(version) < 140_000, 'idle_session_timeout came with PostgreSQL 14');
		await native.server.run('alter role sleepy set idle_session_timeout = \'700ms\'');
		const program = onScreen(['--catalog', queries()], as('sleepy'));
		await program.waitFor(/connected again: PostgreSQL/);
		await native.server.run('alter role sleepy reset idle_session_timeout');
		await program.waitFor(measured);
		await expect.poll(() => traces(name), patiently).toEqual([]);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('a statement that is too deep for the server\'s stack costs that statement only', async () => {
		const deep = catalog({
			'a.sql': card('deep', `select ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, '-- order: 1\n'),
			'b.sql': card('things', 'select * from things where owner = 7', '-- order: 2\n'),
		});
		const {code, stderr} = await piped(['run', 'a', '--catalog', deep], as('reader'));
		expect(code).toBe(2);
		expect(stderr).toMatch(/stack depth limit exceeded|memory exhausted/);
		const program = onScreen(['--catalog', deep], as('reader'));
		await program.waitFor(/stack depth limit exceeded|memory exhausted/);
		program.press('j');
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('a database in SQL_ASCII with bytes of Latin-1 is measured; a sampled value that is no UTF-8 is told with its parameter', async () => {
		const bytes = `${name}_bytes`;
		await native.server.run(`create database ${bytes} encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0`);
		await native.server.run('create table names as select convert_from(\'\\x4dfc6c6c6572\', \'SQL_ASCII\') as name, n from generate_series(1, 1000) n', bytes);
		await native.server.run('create index names_name on names (name)', bytes);
		await native.server.run('analyze names', bytes);
		const latin = catalog({
			'latin.sql': card('latin', 'select * from names where name = $1', '-- parameter: name = select name from names limit 1\n'),
			'plain.sql': card('plain', 'select * from names where name > \'a\' order by name', ''),
		});
		const {code, stdout, stderr} = await piped(['run', 'plain', '--runs', '1', '--catalog', latin], {env: {DATABASE_URL: url(bytes)}});
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/names/);
		const sampled = await piped(['run', 'latin', '--runs', '1', '--catalog', latin], {env: {DATABASE_URL: url(bytes)}});
		expect(sampled).toMatchObject({code: 2, stdout: ''});
		expect(sampled.stderr).toMatch(/The sample of parameter "name" \(\$1\) failed: invalid byte sequence for encoding "UTF8": 0xfc\n.*latin\.sql:4\n.*or give a value of plain letters/);
	});
});
