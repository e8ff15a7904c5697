import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import pg from 'pg';
import {describe, expect, it, onTestFinished} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {oddShapes, oddStatements} from '../support/odd-shapes.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped, onScreen} = planflip;
/** Each starts the program, some several times over. */
const patience = 240_000;
const patiently = {timeout: 60_000};

/** A folder that is not there yet, and will be gone when the test ends. */
function folder(): string {
	const parent = mkdtempSync(path.join(tmpdir(), 'planflip-init-'));
	onTestFinished(() => {
		rmSync(parent, {recursive: true, force: true});
	});
	return path.join(parent, 'my queries');
}

describe('planflip init', () => {
	it('makes a catalogue of the embedded database that check passes, says what it wrote and what is next', async () => {
		const dir = folder();
		const {code, stdout, stderr} = await piped(['init', dir, '--top', '8']);
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/^Written: .*my queries, 8 queries made from the tables and \d+ indexes$/m);
		expect(stdout).toContain('What is really run is not known: the embedded PostgreSQL has no pg_stat_statements');
		// From here, or from the root: whichever is shorter.
		expect(stdout).toMatch(/^ {2}planflip check '[^']*my queries'$/m);
		expect(readdirSync(dir)).toHaveLength(9);
		expect(readFileSync(path.join(dir, 'indexes.sql'), 'utf8')).toMatch(/^-- preset: baseline\n-- why: /);
		const checked = await piped(['check', dir]);
		expect(checked.code, checked.stdout).toBe(0);
		expect(checked.stdout).toMatch(/8 queries, 0 operations, \d+ indexes: 0 errors, /);
	}, patience);

	it('used wrongly ends with 2, and nothing is written or overwritten', async () => {
		const dir = folder();
		const wrong = async (...args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(['init', ...args]);
			expect({code, stdout}).toEqual({code: 2, stdout: ''});
			return stderr;
		};

		const parent = path.dirname(dir);
		writeFileSync(path.join(parent, 'mine.sql'), 'select 1');
		expect(await wrong(parent)).toMatch(/This folder is not empty: it has mine\.sql\./);
		expect(await wrong(path.join(parent, 'mine.sql'))).toContain('no folder');
		expect(await wrong(dir, 'another')).toContain('init takes one folder');
		expect(await wrong(dir, '--top', '0')).toContain('--top');
		expect(readdirSync(parent)).toEqual(['mine.sql']);
	}, patience);

	it('--dry-run says the same and writes nothing', async () => {
		const dir = folder();
		const {code, stdout} = await piped(['init', dir, '--dry-run', '--top', '2']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Would be written: /);
		expect(stdout).toMatch(/Nothing was written/);
		expect(existsSync(dir)).toBe(false);
	}, patience);
});

withNativeServer('planflip init on a database of odd shapes', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);
	const odd = async () => {
		const name = await database();
		await native.server.run(oddShapes, name);
		return name;
	};

	it('makes queries of every shape of table and index, all of which check passes, run measures and flips', async () => {
		const name = await odd();
		const env = {DATABASE_URL: url(name)};
		const dir = folder();
		const made = await piped(['init', dir, '--top', '100'], {env});
		expect(made.code, made.stderr).toBe(0);
		expect(made.stdout).not.toContain('Left out');
		expect(made.stdout).toMatch(/pg_stat_statements/);
		const checked = await piped(['check', dir], {env});
		expect(checked.code, checked.stdout).toBe(0);
		expect(checked.stdout).toMatch(/3\d queries, 0 operations, 27 indexes: 0 errors, 1 warning/);
		const files = readdirSync(dir).map(file => file.replace(/\.sql$/, ''));
		for (const [entry, index] of [['film-that-contain-tags', 'film_tags'], ['payment-by-customer', 'payment_customer'], ['event-log-by-kind', 'public.same_name'], ['فيلم-by-عنوان', 'فهرس العنوان'], ['film-stats-by-year', 'Film Stats Year']] as const) {
			expect(files).toContain(entry);
			const {code, stdout, stderr} = await piped(['run', entry, '--catalog', dir, '--runs', '1', '--indexes', `baseline,-${index}`, '--json'], {env});
			expect(code, stderr).toBe(0);
			const {configuration, plan} = JSON.parse(stdout) as {readonly configuration: unknown; readonly plan: {readonly nodes: ReadonlyArray<{readonly index?: string}>}};
			expect(JSON.stringify(configuration)).toContain(index);
			expect(plan.nodes.map(node => node.index)).not.toContain(index);
		}

		expect(await traces(name)).toEqual([]);
	}, patience);

	/** Of odd shapes; the server counts statements from now on. */
	const counting = async () => {
		const name = await odd();
		await native.server.run('alter system set shared_preload_libraries = \'pg_stat_statements\'');
		await native.server.halt('SIGINT');
		await native.server.resume();
		await native.server.run('create extension pg_stat_statements', name);
		await ask(name, 'select pg_stat_statements_reset()');
		return name;
	};

	it('takes the dearest statements from pg_stat_statements, with calls, times and values that are found', async () => {
		const name = await counting();
		for (const statement of [...oddStatements, ...oddStatements, 'insert into nothing values (1, \'x\')', 'create table gone (a int)', 'select a from gone where a = 1', 'drop table gone', 'select now()']) {
			await ask(name, statement);
		}

		const env = {DATABASE_URL: url(name)};
		const dir = folder();
		const made = await piped(['init', dir, '--top', '100', '--json'], {env});
		expect(made.code, made.stderr).toBe(0);
		const {source, cards, leftOut, notes} = JSON.parse(made.stdout) as {readonly source: string; readonly cards: ReadonlyArray<{readonly title: string; readonly load: {readonly calls: number}}>; readonly leftOut: ReadonlyArray<{readonly what: string; readonly why: string}>; readonly notes: readonly string[]};
		expect(source).toBe('pg_stat_statements');
		expect(cards.map(({load}) => load.calls)).toEqual(oddStatements.map(() => 2));
		expect(leftOut).toEqual(expect.arrayContaining([
			{what: expect.stringContaining('insert into nothing') as string, why: 'it only adds rows: no index makes it faster'},
			{what: 'select a from gone where a = $1', why: 'relation "gone" does not exist'},
		]));
		expect(leftOut).toHaveLength(2);
		expect(notes).toEqual([expect.stringMatching(/^Made up, not read from data.*film \(limit, offset\)/)]);
		const checked = await piped(['check', dir], {env});
		expect(checked.code, checked.stdout).toBe(0);
		expect(checked.stdout).toContain(' 0 errors');
		expect(readFileSync(path.join(dir, 'event-log-by-kind-at-from.sql'), 'utf8')).toMatch(/^-- title: event_log by kind, at_from\n-- why: From pg_stat_statements, .*\n-- calls: 2\n-- total-time: [\d.]+ ms\n-- parameter: kind = select /);
		// The constants of the statements are nowhere in the files: a catalogue is for other eyes than the data.
		expect(readdirSync(dir).map(file => readFileSync(path.join(dir, file), 'utf8')).join('\n')).not.toContain('customer7@example.org');
		// What writes is on a card, and planned, as is what nobody knows a value for: a baseline on a server leaves both out, and is whole all the same.
		expect(readFileSync(path.join(dir, 'update-film-by-length-id.sql'), 'utf8')).toContain(' It writes: planflip executes it only where that is taken back.\n');
		const measured = await piped(['baseline', '--catalog', dir, '--runs', '1', '--results', path.join(dir, '..', 'results'), '--json'], {env});
		expect(measured.code, measured.stderr).toBe(0);
		expect(JSON.parse(measured.stdout)).toMatchObject({failures: [], leftOut: expect.arrayContaining([
			{entry: 'update-film-by-length-id', lines: expect.arrayContaining([expect.stringMatching(/^this statement writes or locks rows \(Update film\)/)]) as string[]},
			{entry: 'film', lines: expect.arrayContaining([expect.stringMatching(/^no value is known for value_1, /)]) as string[]},
		]) as unknown[]});
		expect(measured.stderr).not.toContain('executed for real');
		const program = onScreen(['--catalog', dir], {env});
		await program.waitFor(/current +[▁-█]/, patiently);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	}, patience);

	it('for a user with SELECT on some tables does what can be done, and says which GRANT the rest needs; so do check, run and monitor', async () => {
		const name = await odd();
		const run = async (sql: string) => native.server.run(sql, name);
		const reader = `${name}_reader`;
		await run(`create role ${reader} login`);
		await run(`grant select on film, person to ${reader}; grant select (kind) on event_log to ${reader}`);
		await run(`grant usage on schema "Rental Shop" to ${reader}; grant select on "Rental Shop".payment to ${reader}`);
		const env = {DATABASE_URL: url(name, reader)};
		const dir = folder();
		const made = await piped(['init', dir, '--top', '100'], {env});
		expect(made.code, made.stderr).toBe(0);
		expect(made.stdout).toMatch(/^7 tables cannot be read by \w+_reader, and have no query: GRANT USAGE ON SCHEMA "تأجير" TO \w+_reader; GRANT SELECT ON (?:[^,]+, ){6}[^,]+ TO \w+_reader;$/m);
		expect(made.stdout).not.toContain('Left out');
		const checked = await piped(['check', dir], {env});
		expect(checked.code, checked.stdout).toBe(0);
		writeFileSync(path.join(dir, 'secret.sql'), '-- title: a\n-- why: b\n-- frequency: low\nselect * from booking\n');
		const refused = await piped(['check', dir], {env});
		expect(refused.code).toBe(1);
		expect(refused.stdout).toMatch(/secret\.sql:4: error: permission denied for table booking\n +GRANT SELECT ON (?:public|"[^"]+")\.booking TO \w+_reader;/);
		const measured = await piped(['run', 'payment-by-customer', '--catalog', dir, '--runs', '1'], {env});
		expect(measured.code, measured.stderr).toBe(0);
		const forbidden = await piped(['run', 'secret', '--catalog', dir, '--runs', '1'], {env});
		expect(forbidden.code).toBe(3);
		expect(forbidden.stderr).toContain(`GRANT SELECT ON public.booking TO ${reader};`);
		expect((await piped(['monitor', '--plain'], {env})).code).toBe(0);
		const program = onScreen(['--catalog', dir], {env});
		await program.waitFor(/AS IS/, patiently);
		await program.waitFor(/current +[▁-█]/, patiently);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	}, patience);

	it('takes nothing that planflip, or a look at the system, asked for the application\'s; nor does import', async () => {
		const name = await counting();
		const reader = `${name}_reads_only`;
		await native.server.run(`create role ${reader} login; grant select on film, person, event_log to ${reader}`, name);
		const server = {DATABASE_URL: url(name)};
		const only = {DATABASE_URL: url(name, reader)};
		const done = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
			const {code, stdout, stderr} = await piped(args, {env});
			expect(code, stderr).toBe(0);
			return stdout;
		};

		const dir = folder();
		expect(await done(['init', dir], only)).toContain('queries made from the tables');
		// Samples values, measures, builds, copies rows.
		await done(['check', dir], only);
		await done(['parameters', 'event-log-by-kind', '--catalog', dir, '--runs', '1'], server);
		await done(['advise', '--catalog', dir, '--disposable', '--runs', '1'], server);
		const look = 'select c.relname from pg_class c join information_schema.tables t on t.table_name = c.relname';
		await ask(name, look);
		// The superuser sees what everybody asked.
		const again = JSON.parse(await done(['init', folder(), '--dry-run', '--json'], server)) as {readonly source: string; readonly leftOut: readonly unknown[]; readonly passedOver: ReadonlyArray<{readonly reason: string}>; readonly notes: readonly string[]};
		expect(again).toMatchObject({source: 'tables', leftOut: []});
		expect(again.passedOver.map(({reason}) => reason)).toEqual(expect.arrayContaining(['planflip', 'system catalogue', 'settings', 'utility']));
		expect(again.notes.join('\n')).toContain('pg_stat_statements has counted no statement of an application');
		// What a server's time goes into is monitor's to show, whoever asked; but not what monitor itself costs.
		const {statements: {statements}} = JSON.parse(await done(['monitor', '--json'], server)) as {readonly statements: {readonly statements: ReadonlyArray<{readonly sql: string}>}};
		expect(statements.map(({sql}) => sql).sort()).toEqual([look, 'select pg_stat_statements_reset()']);

		const client = new pg.Client({connectionString: url(name, reader)});
		await client.connect();
		await client.query('select title from film where released = 1987').finally(async () => client.end());
		const made = folder();
		const imported = await done(['import', '--statements', '--catalog', made], only);
		expect(readdirSync(made)).toEqual(['film-by-released.sql']);
		expect(imported).toMatch(/^- [\d,]+ hidden by the server: <insufficient privilege>; pg_read_all_stats shows them$/m);
		expect(await done(['init', folder()], only)).toContain(', 1 query from pg_stat_statements and');
	}, patience);

	it('without a table that may be read says so and writes nothing', async () => {
		const name = await database();
		const dir = folder();
		const {code, stderr} = await piped(['init', dir], {env: {DATABASE_URL: url(name)}});
		expect(code).toBe(2);
		expect(stderr).toMatch(/No query could be made/);
		expect(existsSync(dir)).toBe(false);
	}, patience);
});
