import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {beforeAll, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped, catalog, onScreen} = planflip;
/** Each starts the program, some several times over. */
const patience = 240_000;

/** Sets the window's title, colours the rest red, rings; C1's CSI; turns the line round; and would end an HTML attribute. */
const evil = '\u001B]0;pwned\u0007\u001B[31m\u009B2J\u202Elived"\'><script>';
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const table = `t${evil}`;
/** Whatever would steer a terminal, or reorder what it shows; a line break is what lines end with. */
const steering = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u;

withNativeServer('names, literals and errors of a database that means harm', native => {
	const {database, url} = serverJourney(native, planflip);
	let name = '';
	beforeAll(async () => {
		name = await database();
		const run = async (sql: string) => native.server.run(sql, name);
		await run(`create table ${quoted(table)} (id int primary key, ${quoted(`c${evil}`)} text)`);
		await run(`insert into ${quoted(table)} select n, 'v' || n from generate_series(1, 5000) n`);
		await run(`create index ${quoted(`i${evil}`)} on ${quoted(table)} (${quoted(`c${evil}`)})`);
		await run(`analyze ${quoted(table)}`);
	});
	const queries = () => catalog({
		'good.sql': card(`title ${evil}`, `select * from ${quoted(table)} where ${quoted(`c${evil}`)} = '${evil.replaceAll('\'', '\'\'')}' or ${quoted(`c${evil}`)} = $1`, `-- order: 1\n-- parameter: x = select ${quoted(`c${evil}`)} from ${quoted(table)} limit 1\n`),
		'bad.sql': card('bad', `select ${quoted(`none${evil}`)} from ${quoted(table)}`, '-- order: 2\n'),
	});

	const outputs: ReadonlyArray<readonly [string, readonly string[]]> = [
		['run', ['run', 'good', '--indexes', 'bare', '--runs', '2']],
		['run --json', ['run', 'good', '--indexes', 'bare', '--runs', '2', '--json']],
		['run that fails', ['run', 'bad']],
		['the report of all', ['--plain', '--runs', '1']],
		['the report of all as JSON', ['--plain', '--runs', '1', '--json']],
		['diff', ['diff', 'good', '--indexes', 'bare']],
		['check', ['check']],
		['monitor', ['monitor']],
		['monitor --json', ['monitor', '--json']],
		['doctor', ['doctor']],
		['runs', ['runs']],
		['runs show', ['runs', 'show', 'latest', '--plain']],
		['a name that is not there', ['run', `no${evil}`]],
		['a wrong --indexes', ['run', 'good', '--indexes', `bare,-no${evil}`]],
		['a wrong --propose', ['run', 'good', '--propose', `t (${evil})`]],
	];

	it.each(outputs)('reach the terminal as plain text: %s', async (_what, args) => {
		const withCatalog = ['runs', 'monitor', 'doctor'].includes(args[0] ?? '') ? args : [...args, '--catalog', queries()];
		const {stdout, stderr} = await piped(withCatalog, {env: {DATABASE_URL: url(name)}});
		expect(stdout + stderr).not.toBe('');
		expect(steering.exec(stdout + stderr), JSON.stringify((stdout + stderr).slice(0, 2000))).toBeNull();
	}, patience);

	it('come into the files of init and import in printable characters, which check passes, and whose indexes can be flipped', async () => {
		const env = {DATABASE_URL: url(name)};
		const done = async (...args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(args, {env});
			expect(code, stdout + stderr).toBe(0);
			expect(steering.exec(stdout + stderr), JSON.stringify(stdout + stderr)).toBeNull();
			return stdout;
		};

		const parent = catalog({
			'app.sql': `-- ${evil}\nselect ${quoted(`c${evil}`)} from ${quoted(table)} where ${quoted(`c${evil}`)} = '${evil.replaceAll('\'', '\'\'')}' or id = 7;\n`,
			'app.log': `2026-11-26 01:02:03.456 UTC [7] LOG:  duration: 5.000 ms  statement: select id from ${quoted(table)} where id > 5 and ${quoted(`c${evil}`)} <> E'${evil.replaceAll('\'', '\\\'')}'\n2026-11-26 01:02:03.456 UTC [7] LOG:  ${evil}\n`,
		});
		const folder = path.join(parent, 'made');
		await done('init', folder);
		await done('import', path.join(parent, 'app.sql'), path.join(parent, 'app.log'), '--catalog', folder);
		const files = readdirSync(folder);
		expect(files.length).toBeGreaterThanOrEqual(5);
		expect(files.map(file => `${file}\n${readFileSync(path.join(folder, file), 'utf8')}`).filter(text => steering.test(text))).toEqual([]);
		expect(await done('check', folder)).toContain('0 errors, 0 warnings');
		const entry = files.find(file => readFileSync(path.join(folder, file), 'utf8').includes('-- indexes: U&"i')) ?? '';
		const run = JSON.parse(await done('run', entry.replace(/\.sql$/, ''), '--catalog', folder, '--indexes', 'bare', '--runs', '1', '--json')) as {readonly plan: {readonly nodes: ReadonlyArray<{readonly nodeType: string}>}};
		expect(run.plan.nodes.map(({nodeType}) => nodeType)).toContain('Seq Scan');
		// Imported again, what is there is known by what it means.
		expect(await done('import', path.join(parent, 'app.sql'), '--catalog', folder)).toContain('0 new cards');
	}, patience);

	it('and of a plan from a file', async () => {
		const file = path.join(queries(), 'plan.txt');
		writeFileSync(file, `Seq Scan on ${quoted(table)}  (cost=0.00..1.00 rows=1 width=4) (actual time=0.010..0.020 rows=1 loops=1)\n  Filter: (c = '${evil}'::text)\nPlanning Time: 0.1 ms\nExecution Time: 0.2 ms\n`);
		const {stdout, stderr} = await piped(['explain', file, '--plain']);
		expect(stdout).toContain('Seq Scan');
		expect(steering.exec(stdout + stderr)).toBeNull();
		writeFileSync(file, `nothing ${evil}\n`);
		const refused = await piped(['explain', file, '--plain']);
		expect(refused.code).toBe(2);
		expect(steering.exec(refused.stdout + refused.stderr)).toBeNull();
	}, patience);

	it('reach the screen as plain text, also in a node\'s card and in the letter of an error', async () => {
		const screen = onScreen(['--catalog', queries()], {env: {DATABASE_URL: url(name)}});
		await screen.waitFor(/current +[▁-█]/);
		screen.press('3');
		screen.press('enter');
		await screen.waitFor(/what Postgres said/);
		screen.press('escape');
		await screen.waitFor(/4 Buffers/);
		screen.press('1');
		screen.press('j');
		await screen.waitFor(/column "none/);
		screen.press('q');
		expect(await screen.exit).toMatchObject({code: 0});
		for (const part of ['\u001B]0;pwned', '\u001B[31m\u009B', '\u009B', '\u202E']) {
			expect(screen.raw().includes(part), JSON.stringify(part)).toBe(false);
		}
	}, patience);
});
