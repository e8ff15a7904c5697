import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import {describe, expect, it, onTestFinished} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {nativeMajor} from '../support/native-server.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped} = planflip;
/** Each starts the program, some several times over. */
const patience = 240_000;

interface ImportJson {
	readonly cards: ReadonlyArray<{readonly outcome: string; readonly name: string; readonly writes: boolean; readonly load: {readonly calls: number; readonly totalMs: number | null} | null}>;
	readonly leftOut: ReadonlyArray<{readonly reason: string; readonly count: number}>;
	readonly plans: {readonly found: number; readonly kept: ReadonlyArray<{readonly id: string; readonly entry: string}>; readonly known: number; readonly withheld: number};
}

async function imported(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ImportJson> {
	const {code, stdout, stderr} = await piped(['import', ...args, '--json'], {env});
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout) as ImportJson;
}

/** Everything that planflip wrote. */
const written = (folder: string): string => readdirSync(folder, {recursive: true, encoding: 'utf8'}).map(name => path.join(folder, name)).filter(file => /\.(?:sql|json)$/.test(file)).map(file => readFileSync(file, 'utf8')).join('\n');

describe('planflip import of a file of statements', () => {
	const statements = `-- name: ListShots :many
select * from shots where scene_id = 'x' and shot_number > 3;
-- \\the same again
select * from shots where scene_id = 'y' and shot_number > 7;
begin; set work_mem = '1MB';
create user somebody password 'hunter2';
update users set password_hash = 'hunter2' where id = 'a';
select * from pg_class; select 1; select from where;
`;

	it('makes a card of each, tells what it leaves out, and lets secrets go; the second time nothing is new, and what a person wrote stays', async () => {
		const folder = planflip.catalog({'queries.sql': statements});
		const catalog = path.join(folder, 'made', 'here');
		const dry = await piped(['import', path.join(folder, 'queries.sql'), '--catalog', catalog, '--dry-run']);
		expect(dry.code, dry.stderr).toBe(0);
		expect(dry.stdout).toContain('Would import from');
		expect(existsSync(catalog)).toBe(false);

		const {code, stdout, stderr} = await piped(['import', path.join(folder, 'queries.sql'), '--catalog', catalog]);
		expect(code, stderr).toBe(0);
		expect(readdirSync(catalog).sort()).toEqual(['listshots.sql', 'update-users-by-id.sql']);
		expect(stdout).toMatch(/^\+ {2}update-users-by-id .*\[writes\]/m);
		expect(stdout).toContain('- 1 transaction control');
		expect(stdout).toContain('- 1 that read only the system\'s catalogues');
		expect(stdout).toMatch(/1 not SQL as PostgreSQL 18 reads it, or cut off\n +queries.sql:8: /);
		expect(stdout).toContain('1 value that looks like a secret is not on the cards');
		expect(written(catalog)).not.toContain('hunter2');
		expect(readFileSync(path.join(catalog, 'listshots.sql'), 'utf8')).toContain('-- title: ListShots\n');

		const card = path.join(catalog, 'listshots.sql');
		writeFileSync(card, readFileSync(card, 'utf8').replace('-- title: ListShots', '-- title: mine now'));
		expect((await imported([path.join(folder, 'queries.sql'), '--catalog', catalog])).cards.map(({outcome}) => outcome)).toEqual(['unchanged', 'unchanged']);
		expect(readFileSync(card, 'utf8')).toContain('-- title: mine now');

		const checked = await piped(['check', catalog]);
		expect(checked.stdout).toContain('0 errors, 0 warnings');
	}, patience);

	it('refuses what is psql\'s by name and line, a missing file, and to guess the catalogue', async () => {
		const folder = planflip.catalog({'psql.sql': 'select 1;\n\\echo it\'s\n'});
		const wrong = async (...args: readonly string[]) => {
			const {code, stderr} = await piped(['import', ...args]);
			expect(code).toBe(2);
			return stderr;
		};

		const refused = await wrong(path.join(folder, 'psql.sql'), '--catalog', folder);
		expect(refused).toContain('\\echo is a command of psql\'s, not SQL.');
		expect(refused).toContain('psql.sql:2');
		expect(await wrong('nowhere.log', '--catalog', folder)).toContain('There is no file nowhere.log.');
		expect(await wrong(path.join(folder, 'psql.sql'))).toContain('--catalog DIR');
		expect(await wrong('--catalog', folder)).toContain('import takes a log');
		expect(await wrong('--statements', '--catalog', folder)).toContain('DATABASE_URL');
	}, patience);
});

withNativeServer('planflip import from a server', native => {
	const {database, url, ask} = serverJourney(native, planflip);
	const destinations = ['stderr', 'csvlog', ...(nativeMajor >= 15 ? ['jsonlog' as const] : [])] as const;
	const endings = {stderr: 'log', csvlog: 'csv', jsonlog: 'json'} as const;
	/** Another try writes another log. */
	let tries = 0;

	it('takes statements and plans of its log, in every format, into cards and runs that can be shown, run and diffed', async () => {
		tries++;
		const log = `planflip_${tries}`;
		const name = await database('theCopy');
		const configured = async (...settings: readonly string[]) => {
			for (const setting of settings) {
				await native.server.run(`alter system set ${setting}`);
			}

			await native.server.halt('SIGINT');
			await native.server.resume();
		};

		// Before PostgreSQL 15 only a session that has loaded auto_explain knows its settings.
		await configured('shared_preload_libraries = \'pg_stat_statements\'', 'session_preload_libraries = \'auto_explain\'');
		await configured(
			'auto_explain.log_min_duration = 0', 'auto_explain.log_analyze = on', 'auto_explain.log_buffers = on', 'auto_explain.log_format = \'json\'', 'logging_collector = on',
			`log_destination = '${destinations.join(',')}'`, `log_filename = '${log}.log'`, 'log_min_duration_statement = 0', 'log_line_prefix = \'%m [%p] \'',
		);
		await native.server.run('create extension pg_stat_statements', name);
		await native.server.run('select pg_stat_statements_reset()', name);
		const client = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name, application_name: 'the application'});
		onTestFinished(() => client.end().catch(() => undefined));
		await client.connect();
		const {rows} = await client.query<{id: string}>('select scene_id as id from shots group by 1 order by count(*) desc limit 1');
		const id = rows[0]?.id ?? '';
		for (let times = 0; times < 3; times++) {
			await client.query('select * from shots where scene_id = $1 and shot_number > $2', [id, times]);
			await client.query(`select * from shots where shot_type = 'WIDE'\n\tand shot_number = ${times}`);
		}

		await client.query('begin');
		await client.query('update users set password_hash = \'hunter2\' where id = \'nobody\'');
		await client.query('rollback');
		await client.query(`create user somebody_${tries} password 'hunter3'`);
		const folder = planflip.catalog({});
		const seen = new Map<string, ImportJson>();
		for (const destination of destinations) {
			const file = path.join(native.server.folder, 'data', 'log', `${log}.${endings[destination]}`);
			await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').includes(`create user somebody_${tries}`), {timeout: 60_000}).toBe(true);
			seen.set(destination, await imported([file, '--catalog', path.join(folder, destination)]));
			const cards = written(path.join(folder, destination));
			expect(cards).toContain('where scene_id = $1 and shot_number > $2');
			expect(cards).toContain('-- calls: 3\n');
			expect(cards).toMatch(new RegExp(`-- parameter: scene_id = select '${id}'`));
			expect(cards).not.toMatch(/hunter|pg_stat_statements/);
		}

		const counts = [...seen.values()].map(({cards, plans}) => ({cards: cards.map(card => `${card.name} ${card.load?.calls ?? ''} ${card.writes}`).sort(), plans: plans.found, kept: plans.kept.length, withheld: plans.withheld}));
		expect(new Set(counts.map(count => JSON.stringify(count))).size).toBe(1);
		expect(counts[0]?.cards.join('\n')).toMatch(/^shots-by-scene-id-shot-number 3 false$/m);
		expect(counts[0]?.cards.join('\n')).toMatch(/^update-users-by-id 1 true$/m);
		expect(counts[0]?.withheld).toBe(1);
		expect(written(planflip.runs)).not.toContain('hunter');

		// The same log once more: nothing is new.
		const file = path.join(native.server.folder, 'data', 'log', `${log}.log`);
		const again = await imported([file, '--catalog', path.join(folder, 'stderr')]);
		expect(again.cards.filter(card => card.outcome === 'added')).toEqual([]);
		expect(again.plans.kept).toEqual([]);

		const catalog = path.join(folder, 'stderr');
		const entry = 'shots-by-scene-id-shot-number';
		const env = {DATABASE_URL: url(name)};
		const checked = await piped(['check', catalog], {env});
		expect(checked.code, checked.stdout + checked.stderr).toBe(0);
		const run = await piped(['run', entry, '--catalog', catalog, '--runs', '5', '--plain'], {env});
		expect(run.code, run.stderr).toBe(0);
		const kept = seen.get('stderr')?.plans.kept.find(plan => plan.entry === entry);
		expect(kept).toBeDefined();
		const shown = await piped(['runs', 'show', kept?.id ?? '', '--plain']);
		expect(shown.stdout).toContain(`imported from ${log}.log, FROM A LOG`);
		expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain('not measured by planflip');
		expect(shown.stdout).toContain(`$1 scene_id = ${id}`);
		const diff = await piped(['diff', kept?.id ?? '', 'latest', '--plain']);
		expect([0, 1]).toContain(diff.code);
		expect(diff.stdout + diff.stderr).toContain(`${log}.log`);
	}, patience);

	it('takes what pg_stat_statements counted, with values that its statistics know, and writes counts anew', async () => {
		const name = await database('theCopy');
		await native.server.run('create extension if not exists pg_stat_statements', name);
		await native.server.run('analyze', name);
		await native.server.run('select pg_stat_statements_reset()', name);
		await ask(name, 'select * from shots where shot_type = \'WIDE\' and shot_number = 1');
		await ask(name, 'select id from projects where created_at > now() - interval \'7 days\' limit 3');
		await ask(name, 'select count(*) from pg_class');
		await ask(name, 'create temp table gone (a int)');
		const folder = planflip.catalog({});
		const args = ['--statements', '--catalog', folder];
		const env = {DATABASE_URL: url(name)};
		const {cards, leftOut} = await imported(args, env);
		expect(cards.map(card => card.name).sort()).toEqual(['projects-by-created-at', 'shots-by-shot-type-shot-number']);
		expect(leftOut.map(({reason}) => reason)).toContain('system catalogue');
		expect(leftOut.map(({reason}) => reason)).toContain('utility');
		const card = readFileSync(path.join(folder, 'shots-by-shot-type-shot-number.sql'), 'utf8');
		expect(card).toMatch(/^-- calls: 1$/m);
		expect(card).toMatch(/^-- parameter: shot_type = select .*pg_stats/m);
		const checked = await piped(['check', folder], {env});
		expect(checked.code, checked.stdout + checked.stderr).toBe(0);

		await ask(name, 'select * from shots where shot_type = \'CLOSE\' and shot_number = 2');
		const again = await imported(args, env);
		expect(again.cards.map(each => `${each.name} ${each.outcome}`)).toContain('shots-by-shot-type-shot-number updated');
		expect(again.cards.filter(each => each.outcome === 'added')).toEqual([]);
		expect(readFileSync(path.join(folder, 'shots-by-shot-type-shot-number.sql'), 'utf8')).toMatch(/^-- calls: 2$/m);

		const other = await database();
		const {code, stderr} = await piped(['import', ...args], {env: {DATABASE_URL: url(other)}});
		expect(code).toBe(2);
		expect(stderr).toContain('CREATE EXTENSION pg_stat_statements');
	}, patience);
});
