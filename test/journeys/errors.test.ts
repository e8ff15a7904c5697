import {describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, piped, catalog} = planflip;

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;
const good = card('good', 'select 42 as answer', '-- order: 2\n');
const first = '-- order: 1\n';

/** A query that is wrong, and what must be said: what, where, what to do. The statement begins on line 5. */
const mistakes: ReadonlyArray<readonly [string, string, RegExp, RegExp, RegExp]> = [
	['a syntax error', card('bad', 'select id\nfrom shots\nwheer id is null', first), /syntax error at or near "id"/, /bad\.sql:7:7/, /Correct the SQL there/],
	['a missing table', card('bad', 'select *\nfrom nowhere', first), /relation "nowhere" does not exist/, /bad\.sql:6:6/, /Check the table's name/],
	['a missing column', card('bad', 'select nothing from shots', first), /column "nothing" does not exist/, /bad\.sql:5:8/, /Check the column's name/],
	[
		'a value of the wrong type', card('bad', 'select * from shots where shot_number = $1', `${first}-- parameter: number = select 'abc'\n`),
		/invalid input syntax for type integer: "abc"/, /bad\.sql:6/, /Parameter \$1 \(number\) does not fit its type/,
	],
	[
		'a sample that fails', card('bad', 'select $1::int', `${first}-- parameter: number = select wrong\n`),
		/The sample of parameter "number" \(\$1\) failed: column "wrong" does not exist/, /bad\.sql/, /Check the column's name/,
	],
	['a function that writes', card('bad', 'select lo_create(0)', first), /cannot execute lo_create\(\) in a read-only transaction/, /bad\.sql:5/, /many times over\. INSERT, UPDATE/],
];

describe('a query with', () => {
	it.each(mistakes)('%s: the program says what, where and what to do, and lives on', async (mistake, text, what, where, whatToDo) => {
		const folder = catalog({'bad.sql': text, 'good.sql': good});
		const program = onScreen(['--catalog', folder], {columns: 200});
		await program.waitFor(what, {timeout: 60_000});
		await program.waitFor(where);
		await program.waitFor(whatToDo);
		program.press('j');
		await program.waitFor(/3 Plan +good/);
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});

		const {code, stdout, stderr} = await piped(['run', 'bad', '--catalog', folder]);
		expect(code).toBe(mistake === 'a function that writes' ? 3 : 2);
		expect(stdout).toBe('');
		expect([what, where, whatToDo].map(part => part.test(stderr))).toEqual([true, true, true]);
	});
});

describe('a catalogue with', () => {
	it.each([
		['two statements in one entry', {'bad.sql': card('bad', 'select 1;\nselect 2')}, /A second statement begins here: select 2/, /bad\.sql:5/, /put the second one into a file/],
		['an unknown header key', {'bad.sql': card('bad', 'select 1', '-- colour: red\n')}, /Unknown key "colour"/, /bad\.sql:4/, /Known keys: title, why/],
		['no statement', {'bad.sql': card('bad', '')}, /There is no statement in this file/, /bad\.sql/, /Write one statement/],
		['a parameter that is not declared', {'bad.sql': card('bad', 'select $1')}, /uses \$1, but the header declares no parameter/, /bad\.sql:4/, /-- parameter: name = select/],
	])('%s: both the screen and a script say where, and exit 2', async (_, files, what, where, whatToDo) => {
		const folder = catalog({...files, 'good.sql': good});
		const program = onScreen(['--catalog', folder], {columns: 200});
		await program.waitFor(what);
		await program.waitFor(where);
		await program.waitFor(whatToDo);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 2});
		const {code, stdout, stderr} = await piped(['run', 'good', '--catalog', folder]);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect([what, where, whatToDo].map(part => part.test(stderr))).toEqual([true, true, true]);
	});
});

describe('the command line', () => {
	it.each([
		[['--indexs', 'bare'], /There is no flag --indexs/, /Did you mean "--indexes"\?/],
		[['--json', '--runs'], /--runs has no value/, /planflip --help/],
		[['--runs', '1', '--runs', '2'], /--runs is given twice/, /Leave one of them out/],
		[['diff', 'user-by-id', '--indexes', 'bare', '--indexes', 'all'], /--indexes is given twice/, /only run compares several/],
		[['frobnicate'], /There is no verb "frobnicate"/, /Verbs: explore, run,/],
		[['explore', 'shots'], /explore takes no arguments/, /\/ on the screen filters/],
		[['--rung', '7'], /There is no rung 7/, /Rungs: 1 isolated/],
		[['--scale', 'x'], /There is no scale "x"/, /Write small .*, standard/],
		[['--seed', '-1'], /--seed takes a whole number/, /For example --seed 1/],
		[['--catalog', '/no/such/folder'], /\/no\/such\/folder/, /\S/],
		[['--database-url', 'mysql://root@localhost/x'], /the database URL is not understood/, /postgres:\/\/user:password@host/],
	])('%j is answered with what is wrong and what to do; exit 2', async (args, what, whatToDo) => {
		const {code, stdout, stderr} = await piped(args);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(what);
		expect(stderr).toMatch(whatToDo);
		expect(stderr).not.toMatch(/^\s+at .*(?:file:|node:)/m);
	});

	it.each([[['run', '--help']], [['--json', '--help']]])('%j helps', async args => {
		const {code, stdout} = await piped(args);
		expect(code).toBe(0);
		expect(stdout).toMatch(/\$ planflip run ENTRY/);
	});
});

withNativeServer('a server', native => {
	const {database, url} = serverJourney(native, planflip);

	it.each([
		['nobody listens at the port', () => 'postgres://someone@localhost:1/x', /no server listens there/, /someone@localhost:1\/x/, /Start the server/],
		['the host is unknown', () => 'postgres://someone@no-such-host.invalid/x', /the host is unknown/, /no-such-host\.invalid/, /Check the host's name/],
		['the password is wrong', () => url('postgres', 'with_password:wrong'), /password authentication failed/, /with_password@localhost/, /Check user and password/],
		['the database does not exist', () => url('nowhere'), /database "nowhere" does not exist/, /\/nowhere/, /Name an existing database/],
	])('%s: screen and script say so, and exit 3', async (_, target, what, where, whatToDo) => {
		await native.server.run('do $$ begin create role with_password login password \'right\'; exception when duplicate_object then end $$');
		const env = {DATABASE_URL: target()};
		const program = onScreen([], {columns: 200, env});
		for (const part of [what, where, whatToDo]) {
			await program.waitFor(part);
		}

		program.press('q');
		expect(await program.exit).toMatchObject({code: 3});
		const {code, stdout, stderr} = await piped(['run', 'user-by-id'], {env});
		expect({code, stdout}).toEqual({code: 3, stdout: ''});
		expect([what, where, whatToDo].map(part => part.test(stderr))).toEqual([true, true, true]);
	});

	it('a user who may not even read: each query says so, and the program lives on', async () => {
		const name = await database('theCopy');
		await native.server.run('create role stranger login');
		const program = onScreen([], {columns: 200, env: {DATABASE_URL: url(name, 'stranger')}});
		await program.waitFor(/permission denied for table scenes/, {timeout: 30_000});
		await program.waitFor(/GRANT SELECT ON/);
		program.press('j');
		await program.waitFor(/permission denied for table (?:shots|users)/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('a user who may not create anything is told so when asked to, and nothing is half made', async () => {
		const name = await database();
		await native.server.run(`create role guest login; revoke create on schema public from public`, name);
		const {code, stderr} = await piped(['run', 'user-by-id', '--yes'], {env: {DATABASE_URL: url(name, 'guest')}});
		expect(code).toBe(3);
		expect(stderr).toMatch(/permission denied for schema public/);
		expect(stderr).toMatch(/GRANT CREATE ON SCHEMA public TO guest/);
	});
});
