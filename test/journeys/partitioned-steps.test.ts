import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import pg from 'pg';
import {expect, it, vi} from 'vitest';
import {openPglite} from '../../source/database/open-pglite.ts';
import {pgliteWorkerUrl, withNativeServer} from '../support/engines.ts';
import {journey, program} from '../support/journey.ts';
import {askServer} from '../support/server-journey.ts';

const {piped, catalog, cache} = journey();
const patiently = {timeout: 60_000, interval: 100};

/** A table in partitions of which one has partitions itself, and somebody's own index of the same column on one of them. */
const tables = `
	create table events (day int not null, kind text not null, "of" int) partition by range (day);
	create table "first Half" partition of events for values from (0) to (10);
	create table second partition of events for values from (10) to (20) partition by list (kind);
	create table second_a partition of second for values in ('a');
	create table second_b partition of second for values in ('b');
	insert into events select day, kind, number from generate_series(0, 19) as day, unnest(array['a', 'b']) as kind, generate_series(1, 300) as number;
	create index somebodys on second_a ("of");
	analyze events`;

const folder = () => catalog({
	'events.sql': '-- title: events of one\n-- why: w\n-- frequency: high\nselect * from events where "of" = 3\n',
	'indexes.sql': '-- preset: optimized\n-- why: w\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_of ON events ("of");\n',
});

const statements = [
	'CREATE INDEX IF NOT EXISTS idx_of ON ONLY public.events ("of")',
	'CREATE INDEX CONCURRENTLY IF NOT EXISTS "idx_of_first Half" ON public."first Half" ("of")', 'ALTER INDEX public.idx_of ATTACH PARTITION public."idx_of_first Half"',
	'CREATE INDEX IF NOT EXISTS idx_of_second ON ONLY public.second ("of")', 'ALTER INDEX public.idx_of ATTACH PARTITION public.idx_of_second',
	'CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_of_second_second_a ON public.second_a ("of")', 'ALTER INDEX public.idx_of_second ATTACH PARTITION public.idx_of_second_second_a',
	'CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_of_second_second_b ON public.second_b ("of")', 'ALTER INDEX public.idx_of_second ATTACH PARTITION public.idx_of_second_second_b',
];
const all = ['idx_of', 'idx_of_first Half', 'idx_of_second', 'idx_of_second_second_a', 'idx_of_second_second_b', 'somebodys'];

withNativeServer('an index of a partitioned table', native => {
	vi.setConfig({testTimeout: 300_000});
	let count = 0;
	const database = async () => {
		count += 1;
		const name = `${native.database}_${count}`;
		await native.server.run(`create database ${name}`);
		await native.server.run(tables, name);
		return name;
	};

	const env = (name: string) => ({env: {DATABASE_URL: `postgres://${native.server.user}@localhost:${native.server.port}/${name}`}});
	const indexes = async (name: string) => askServer(native.server, name, 'select c.relname as name, i.indisvalid as valid, c.oid::int from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid >= 16384 and c.relnamespace = \'public\'::regnamespace order by 1');
	const valid = async (name: string) => (await indexes(name)).map(row => [row['name'], row['valid']]);
	const apply = async (name: string) => piped(['apply-indexes', '--catalog', folder(), '--yes'], env(name));
	const rollback = async (name: string) => piped(['rollback', '--yes'], env(name));
	const client = async (name: string) => {
		const one = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name});
		await one.connect();
		return one;
	};

	/** apply-indexes, held up in the build of second_b's part by a transaction that writes there, until that is ended by `act`. */
	const heldUp = async (name: string, act: (backend: number) => Promise<void>) => {
		const writer = await client(name);
		await writer.query('begin; update second_b set "of" = "of" where day = 11');
		const child = spawn(process.execPath, [program, 'apply-indexes', '--catalog', folder(), '--yes'], {
			env: {...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state'), ...env(name).env}, stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		const ended = new Promise(resolve => child.on('exit', resolve));
		await expect.poll(async () => askServer(native.server, name, 'select phase, relid::regclass::text as table from pg_stat_progress_create_index'), patiently).toEqual([{phase: 'waiting for writers before build', table: 'second_b'}]);
		const [row] = await askServer(native.server, name, 'select pid from pg_stat_progress_create_index');
		await act(Number(row?.['pid']));
		const code = await ended;
		await writer.query('rollback');
		await writer.end();
		return {code, said};
	};

	it('is built partition by partition, CONCURRENTLY, and dropped as one; somebody\'s own stays', async () => {
		const name = await database();
		const before = await piped(['baseline', '--catalog', folder(), '--runs', '2'], env(name));
		expect(before.code, before.stderr).toBe(0);
		const dry = await piped(['apply-indexes', '--catalog', folder(), '--dry-run'], env(name));
		expect(dry.stdout.split('\n').filter(line => line !== '' && !line.startsWith('--'))).toEqual(statements.map(sql => `${sql};`));
		const built = await apply(name);
		expect(built.code, built.stderr).toBe(0);
		expect(built.stdout.split('\n').slice(0, 2)).toEqual(['built: 1/5 idx_of on ONLY public.events', 'built: 2/5 idx_of_first Half on public.first Half']);
		expect(await valid(name)).toEqual(all.map(index => [index, true]));
		expect(await apply(name)).toMatchObject({code: 0, stdout: 'built before: 1 of those wanted\n'});

		const after = await piped(['post-optimization', '--catalog', folder(), '--runs', '2'], env(name));
		expect(after.code, after.stderr).toBe(0);
		const compared = await piped(['compare', '--json', '--fail-on', 'incomplete'], env(name));
		expect(compared.code, compared.stderr).toBe(0);
		expect(JSON.parse(compared.stdout)).toMatchObject({statements: [{basis: 'in turns', samePlan: false}], indexes: {built: [{name: 'idx_of', verdict: 'saves', uses: [{entry: 'events', beside: []}]}]}});

		const unasked = await piped(['rollback'], env(name));
		expect(unasked.stderr.match(/DROP INDEX.*/g)).toEqual(['DROP INDEX IF EXISTS public.idx_of;']);
		const dropped = await rollback(name);
		expect([dropped.code, dropped.stdout], dropped.stderr).toEqual([0, 'dropped: idx_of on public.events\n']);
		expect(dropped.stderr).toMatch(/idx_of_second_second_b on public\.second_b: goes with idx_of_second\n/);
		expect(await valid(name)).toEqual([['somebodys', true]]);
		expect((await rollback(name)).stderr).toMatch(/built nothing here that is still there/);
	});

	it('a connection lost in the middle is told with what is built; running it again goes on there, and builds nothing twice', async () => {
		const name = await database();
		const {code, said} = await heldUp(name, async backend => native.server.run(`select pg_terminate_backend(${backend})`));
		expect([code, said]).toEqual([3, expect.stringMatching(/idx_of_second_second_b could not be built: [^]*Built: idx_of_first Half, idx_of_second_second_a\.\n[^\n]*A frame for the partitions' indexes, INVALID until each of them has its part: idx_of, idx_of_second\.\n[^\n]*Left INVALID, [^\n]*: idx_of_second_second_b\./)]);
		const before = await indexes(name);
		expect(before.filter(row => row['valid'] === false).map(row => row['name'])).toEqual(['idx_of', 'idx_of_second', 'idx_of_second_second_b']);

		const again = await apply(name);
		expect([again.code, again.stdout], again.stderr).toEqual([0, 'built: 1/1 idx_of_second_second_b on public.second_b\n']);
		expect(await valid(name)).toEqual(all.map(index => [index, true]));
		const kept = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>) => rows.filter(row => row['name'] !== 'idx_of_second_second_b').map(row => [row['name'], row['oid']]);
		expect(kept(await indexes(name))).toEqual(kept(before));
		expect(await rollback(name)).toMatchObject({code: 0, stdout: 'dropped: idx_of on public.events\n'});
		expect(await valid(name)).toEqual([['somebodys', true]]);
	});

	it('what was built halfway is taken back, the parts that were not attached by themselves', async () => {
		const name = await database();
		await heldUp(name, async backend => native.server.run(`select pg_terminate_backend(${backend})`));
		const back = await rollback(name);
		expect([back.code, back.stdout], back.stderr).toEqual([0, 'dropped: idx_of_second_second_b on public.second_b\ndropped: idx_of on public.events\n']);
		expect(await valid(name)).toEqual([['somebodys', true]]);
	});

	it('nobody queues behind it for longer than two seconds: with a writer in the table it gives up, and says what it waited for', async () => {
		const name = await database();
		const writer = await client(name);
		await writer.query('begin; insert into events values (1, \'a\', 1)');
		const {code, stdout, stderr} = await apply(name);
		expect([code, stdout]).toEqual([3, expect.stringMatching(/^not built: idx_of on public\.events: somebody has held a lock on public\.events for more than 2s, and others would have had to wait behind us\n +at CREATE INDEX [^\n]*\n[^\n]*Run it again when that is over\.\n$/)]);
		expect(stderr).toMatch(/idx_of could not be built: somebody has held a lock[^]*2\/5 idx_of_first Half on public\.first Half: not begun: it is a part of idx_of\n/);
		expect(await valid(name)).toEqual([['somebodys', true]]);
		await writer.query('rollback');
		expect((await apply(name)).code).toBe(0);
		await writer.query('begin; select from events limit 1');
		const kept = await rollback(name);
		expect(kept.code).toBe(3);
		expect(kept.stderr).toMatch(/somebody has held a lock on public\.events for more than 2s/);
		await writer.query('rollback');
		await writer.end();
		expect(await valid(name)).toEqual(all.map(index => [index, true]));
		expect(await rollback(name)).toMatchObject({code: 0});
	});

	it('a partition that came later has a part of its own, which goes with the whole, and that is said', async () => {
		const name = await database();
		expect((await apply(name)).code).toBe(0);
		await native.server.run('create table third partition of events for values from (20) to (30)', name);
		const {code, stderr} = await rollback(name);
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(/With idx_of go its parts on partitions that came later: public\.third_of_idx\./);
		expect(await valid(name)).toEqual([['somebodys', true]]);
	});

	it.each([
		['a partition is a foreign table', 'create foreign data wrapper w; create server s foreign data wrapper w; create foreign table far partition of events for values from (20) to (30) server s', /its partition public\.far is a foreign table, which has no indexes/],
		['a name it needs is taken', 'create table other (a int); create index idx_of_second on other (a)', /the name idx_of_second is taken by an index of other/],
		['an INVALID one of other columns is there', 'create index idx_of on only events (day)', /an index of that name is there, INVALID and otherwise than the catalogue has it: CREATE INDEX idx_of ON ONLY public\.events USING btree \(day\)/],
	])('nothing is built where %s', async (_, sql, why) => {
		const name = await database();
		await native.server.run(sql, name);
		const before = await indexes(name);
		const {code, stderr} = await apply(name);
		expect(code).toBe(1);
		expect(stderr).toMatch(why);
		expect(stderr).not.toMatch(/Next:/);
		expect(await indexes(name)).toEqual(before);
	});
});

it('on the embedded database, where nobody waits, it is built at once, part by part, and rollback leaves somebody\'s own there, too', {timeout: 300_000}, async () => {
	expect((await piped(['setup'])).code).toBe(0);
	const inside = async <T>(work: (session: Awaited<ReturnType<typeof openPglite>>) => Promise<T>): Promise<T> => {
		const session = await openPglite({folder: path.join(cache, 'state', 'planflip', 'databases', 'small-seed-1'), workerUrl: pgliteWorkerUrl});
		try {
			return await work(session);
		} finally {
			await session.close();
		}
	};

	const names = async () => inside(async session => (await session.query('select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname like \'idx_of%\' or c.relname = \'somebodys\' order by 1')).map(row => row['name']));
	await inside(async session => session.script(tables));
	const built = await piped(['apply-indexes', '--catalog', folder()]);
	expect([built.code, built.stdout.split('\n')[0]], built.stderr).toEqual([0, 'built: 1/5 idx_of on ONLY public.events']);
	expect(await names()).toEqual(all);
	expect(await piped(['apply-indexes', '--catalog', folder()])).toMatchObject({code: 0, stdout: 'built before: 1 of those wanted\n'});
	expect(await piped(['rollback'])).toMatchObject({code: 0, stdout: 'dropped: idx_of on public.events\n'});
	expect(await names()).toEqual(['somebodys']);
});
