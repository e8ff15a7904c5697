import {describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped, catalog} = planflip;
/** Each starts the program, some several times over. */
const patience = 240_000;

const operation = `-- operation: open a shot
-- why: because
-- frequency: high
-- parameter: shot_id = select id from shots order by id limit 1
-- case: nobody: shot_id = select id from shots where false
-- answer: shot

-- step: shot
-- takes: shot_id
select * from shots where id = $1;

-- step: scene
-- takes: shot.scene_id
select project from scenes where id = $1;

-- rewrite: one JOIN
select shots.* from shots join scenes on scenes.id = shots.scene_id where shots.id = $1;
`;

describe('planflip check', () => {
	it('finds nothing wrong with the built-in catalogue', async () => {
		const {code, stdout} = await piped(['check']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^19 queries, 6 operations, 20 indexes: 0 errors, 0 warnings\n$/);
	}, patience);

	it('without a database says so first, when most tables are not in the embedded one', async () => {
		const strangers = catalog({'a.sql': card('a', 'select 1 from customers'), 'b.sql': card('b', 'select 2 from "Bestell Position"'), 'c.sql': card('c', 'select id from shots limit 1')});
		const {code, stdout} = await piped(['check', strangers]);
		expect(code).toBe(1);
		expect(stdout).toMatch(/^No database is named, and most of these tables are not in the embedded one, which this was checked against\. Name yours: DATABASE_URL=\.\.\. planflip check .*\n.*a\.sql/);
	}, patience);

	it('tells every mistake with file and line, also those behind the first one, and ends with 1', async () => {
		const folder = catalog({
			'a.sql': card('a', 'select 1').replace('frequency: low', 'frequency: lou'),
			'b.sql': card('b', 'select idd\nfrom shots where id = $1', '-- parameter: x = select id from shots where false\n'),
			'c.sql': card('c', 'select id from shots where id = $1', '-- parameter: x = select idd from shots\n'),
			'd.sql': card('d', 'select id from shots limit 1'),
			'e.sql': card('e', 'SELECT id\n  from shots limit 1'),
			'open-shot.sql': operation,
			'indexes.sql': '-- why: none\nCREATE INDEX takes_shot ON takes (shot);\n',
		});
		const {code, stdout} = await piped(['check', folder]);
		expect(code).toBe(1);
		const lines = stdout.trim().split('\n').filter(line => !line.startsWith(' ')).map(line => line.replace(`${folder}/`, ''));
		expect(lines).toEqual([
			'a.sql:3: error: Unknown frequency "lou".',
			`e.sql:4: warning: The same statement as in ${folder}/d.sql.`,
			'b.sql:4: warning: Parameter x is NULL: the sample found no row.',
			'b.sql:5:8: error: column "idd" does not exist',
			'c.sql:4: error: The sample of parameter "x" ($1) failed: column "idd" does not exist',
			'open-shot.sql:14:8: error: column "project" does not exist',
			'open-shot.sql:5: warning: The case "nobody" finds no value: the answers are not compared under it.',
			'indexes.sql:2: warning: The index takes_shot is on takes, which this database does not have.',
			'4 queries, 1 operation, 1 index: 4 errors, 4 warnings',
		]);
	}, patience);

	it('passes with warnings, as JSON too', async () => {
		const {code, stdout} = await piped(['check', '--json', catalog({'a.sql': card('a', 'select 1'), 'b.sql': card('b', 'select  1')})]);
		expect(code).toBe(0);
		const {problems} = JSON.parse(stdout) as {readonly problems: ReadonlyArray<{readonly severity: string; readonly message: string}>};
		expect(problems.map(({severity, message}) => `${severity}: ${message.slice(0, 18)}`)).toEqual(['warning: The same statement']);
	}, patience);

	it('without a folder, or a file in it, ends with 2', async () => {
		expect(await piped(['check', '/no/such/folder'])).toMatchObject({code: 2, stdout: ''});
		expect(await piped(['check', catalog({})])).toMatchObject({code: 2, stdout: ''});
		expect(await piped(['check', 'a', 'b'])).toMatchObject({code: 2, stdout: ''});
	}, patience);
});

withNativeServer('planflip check on a server', native => {
	const {database, url, ask, indexes} = serverJourney(native, planflip);

	it('executes nothing: what writes is planned, and nothing is left', async () => {
		const name = await database('theCopy');
		const before = await indexes(name);
		const folder = catalog({'a.sql': card('delete', 'delete from shots where id = $1', '-- parameter: x = select id from shots limit 1\n'), 'open-shot.sql': operation.replace('select project from', 'select project_id from')});
		const {code, stdout} = await piped(['check', folder], {env: {DATABASE_URL: url(name)}});
		expect(code, stdout).toBe(0);
		expect(await ask(name, 'select count(*)::int as n from shots')).toEqual([{n: 5000}]);
		expect(await indexes(name)).toEqual(before);
	}, patience);
});

withNativeServer('planflip check of a catalogue of one\'s own', native => {
	const {database, url, ask} = serverJourney(native, planflip);

	it('asks for nothing and creates nothing, whatever --yes would answer', async () => {
		const name = await database();
		await native.server.run('create table mine as select 1 as a', name);
		const folder = catalog({'a.sql': card('mine', 'select a from mine')});
		for (const more of [[], ['--yes']]) {
			const {code, stdout, stderr} = await piped(['check', folder, ...more], {env: {DATABASE_URL: url(name)}});
			expect({code, stdout}, stderr).toEqual({code: 0, stdout: '1 query, 0 operations, 0 indexes: 0 errors, 0 warnings\n'});
			expect(stderr).not.toMatch(/The Copy/);
		}

		expect(await ask(name, 'select tablename from pg_tables where schemaname = \'public\'')).toEqual([{tablename: 'mine'}]);
	}, patience);
});

describe('a card whose sample fails', () => {
	it('takes no other query with it, on the embedded database neither', async () => {
		const folder = catalog({
			'a.sql': card('first', 'select id from shots limit 1', '-- order: 1\n'),
			'b.sql': card('second', 'select id from shots where id = $1', '-- order: 2\n-- parameter: x = select idd from shots\n'),
			'c.sql': card('third', 'select id from shots where id = $1', '-- order: 3\n-- parameter: x = select id from shots limit 1\n'),
		});
		const {stdout} = await piped(['--catalog', folder, '--plain', '--json', '--runs', '1']);
		const {runs} = JSON.parse(stdout) as {readonly runs: ReadonlyArray<{readonly entry: string; readonly error?: unknown}>};
		expect(runs.map(({entry, error}) => [entry, error !== undefined])).toEqual([['a', false], ['a', false], ['b', true], ['c', false], ['c', false]]);
	}, patience);
});
