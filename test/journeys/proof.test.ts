import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openPglite} from '../../source/database/open-pglite.ts';
import {pgliteWorkerUrl, withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {statementsOf} from '../support/migration-server.ts';
import {oddShapes, oddStatements} from '../support/odd-shapes.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped, onScreen, cache} = planflip;
/** Each starts the program, some several times over. */
const patience = 300_000;
const patiently = {timeout: 120_000};

/** A database of somebody's own, and what they would do to it by hand. */
interface Reader {
	/** How planflip is told of it. */
	readonly args: readonly string[];
	readonly env: () => Readonly<Record<string, string>>;
	/** What is said of an index that is not there yet. */
	readonly evidence: RegExp;
	/** Statement by statement, each for itself. */
	readonly perform: (statements: readonly string[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

const indexList = `select pg_get_indexdef(i.indexrelid) as definition, i.indisvalid as valid,
	(select inhparent::regclass::text from pg_inherits where inhrelid = i.indexrelid) as whole
	from pg_index as i join pg_class as c on c.oid = i.indexrelid
	where c.relnamespace::regnamespace::text not in ('pg_catalog', 'pg_toast', 'information_schema') order by 1`;

/** The whole way of somebody with a database of their own: each step takes what the one before it left. */
function wholeWay({args, env, evidence, perform}: Reader): void {
	const home = mkdtempSync(path.join(tmpdir(), 'planflip-proof-'));
	const queries = path.join(home, 'my queries');
	const [screenFolder, folder] = [path.join(home, 'from the screen'), path.join(home, 'migrations')];
	afterAll(() => {
		rmSync(home, {recursive: true, force: true});
	});
	const said = async (...words: readonly string[]) => {
		const {code, stdout, stderr} = await piped([...words, ...args], {env: env()});
		expect(code, `${words.join(' ')}: ${stderr}`).toBe(0);
		return {stdout, stderr};
	};

	const scripts = (of: string, which: string) => {
		const [file = ''] = readdirSync(of).filter(name => name.endsWith(`-${which}.sql`));
		return readFileSync(path.join(of, file), 'utf8');
	};

	let before: readonly unknown[] = [];
	beforeAll(async () => {
		before = await perform([indexList]);
	}, patience);

	it('init makes a catalogue of it, and check has nothing against that', async () => {
		await said('init', queries);
		expect(readdirSync(queries).length).toBeGreaterThan(5);
		expect((await said('check', queries)).stdout).toMatch(/ 0 errors/);
	}, patience);

	it('explore flips an index and E exports it', async () => {
		const screen = onScreen(['--catalog', queries, ...args], {env: env()});
		await screen.waitFor(/current +[▁-█]/, patiently);
		screen.press('2', '/', ...'film_pattern', 'enter');
		await screen.waitFor(/\[x\] film_pattern/, patiently);
		screen.press('space');
		await screen.waitFor(/\[ \] film_pattern/, patiently);
		screen.press('E');
		await screen.waitFor(/- drop {2}public\.film_pattern on film/, patiently);
		screen.press('ctrl+u', ...screenFolder, 'enter');
		await screen.waitFor(/written: /, patiently);
		screen.press('q');
		expect(await screen.exit).toMatchObject({code: 0});
		expect(scripts(screenFolder, 'apply')).toContain('DROP INDEX CONCURRENTLY IF EXISTS public.film_pattern;');
	}, patience);

	it('run measures a query of it, with and without its indexes', async () => {
		const entry = readdirSync(queries).find(name => name !== 'indexes.sql')?.replace(/\.sql$/, '') ?? '';
		const {stdout} = await said('run', entry, '--catalog', queries, '--indexes', 'bare', '--runs', '2', '--json');
		expect(JSON.parse(stdout)).toMatchObject({entry, configuration: 'bare', samples: [expect.any(Number), expect.any(Number)]});
	}, patience);

	it('import brings in what the application really sends', async () => {
		const file = path.join(home, 'application.sql');
		writeFileSync(file, `${oddStatements.join(';\n')};\n`);
		const cards = readdirSync(queries).length;
		// Nothing is asked of the embedded database.
		const {code, stderr} = await piped(['import', file, '--catalog', queries], {env: env()});
		expect(code, stderr).toBe(0);
		expect(readdirSync(queries).length).toBeGreaterThan(cards + 5);
		expect((await said('check', queries)).stdout).toMatch(/ 0 errors/);
	}, patience);

	it('export writes scripts, which build and drop what was decided, and take it back to the letter', async () => {
		const {stderr} = await said('export', '--catalog', queries, '--indexes', 'bare', '--propose', '"Rental Shop".payment (customer, amount)', '--propose', 'CREATE INDEX film_by_year ON film (released) INCLUDE (title, "Rental Rate")', '--out', folder, '--format', 'sql,kysely,drizzle');
		expect(stderr).toContain('Left out');
		expect(stderr).toMatch(/idx, odd "name": it keeps rows unique/);
		expect(stderr).toMatch(evidence);
		await perform(statementsOf(scripts(folder, 'apply')));
		const between = JSON.stringify(await perform([indexList]));
		expect(between).toContain('payment_customer_amount_idx_payment_2025_payment_2025_even');
		expect(between).toContain('film_by_year');
		expect(between).not.toContain('film_pattern');
		expect(between).not.toContain('Line\\nBreak Index');
		expect(between).not.toContain('"valid":false');
		expect((await said('check', queries)).stdout).toMatch(/ 0 errors/);
		await perform(statementsOf(scripts(folder, 'rollback')));
		expect(await perform([indexList])).toEqual(before);
	}, patience);
}

describe('somebody with an embedded database of their own', () => {
	let data = '';
	const open = async () => openPglite({folder: data, workerUrl: pgliteWorkerUrl});
	beforeAll(async () => {
		expect((await piped(['setup'])).code).toBe(0);
		const home = path.join(cache, 'state', 'planflip', 'databases');
		data = path.join(home, readdirSync(home)[0] ?? '');
		const session = await open();
		await session.script(oddShapes);
		await session.close();
	}, patience);
	wholeWay({
		args: ['--persistent'],
		env: () => ({}),
		evidence: /film_by_year on film\n(?: {4}.*\n)*? {4}\S+ would use it: cost /,
		async perform(statements) {
			const session = await open();
			try {
				let rows: Awaited<ReturnType<typeof session.query>> = [];
				for (const sql of statements) {
					rows = await session.query(sql);
				}

				return rows;
			} finally {
				await session.close();
			}
		},
	});
});

withNativeServer('somebody with a server of their own', native => {
	const {url, database} = serverJourney(native, planflip);
	let name = '';
	beforeAll(async () => {
		name = await database();
		await native.server.run(oddShapes, name);
	}, patience);
	wholeWay({
		args: [],
		env: () => ({DATABASE_URL: url(name)}),
		// Without HypoPG nothing can be built there that others do not wait for; what is dropped is planned all the same.
		evidence: /film_by_year on film\n(?: {4}.*\n)*? {4}not tried: it is not built[\s\S]*- drop {2}public\.film_covering on film\n {4}.*\n {4}(?:none of|\S+ uses it)/,
		async perform(statements) {
			const client = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name});
			await client.connect();
			try {
				let rows: readonly Readonly<Record<string, unknown>>[] = [];
				for (const sql of statements) {
					({rows} = await client.query<Record<string, unknown>>(sql));
				}

				return rows;
			} finally {
				await client.end();
			}
		},
	});
});
