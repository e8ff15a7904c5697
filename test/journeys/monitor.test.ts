import {spawn} from 'node:child_process';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey, program} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped} = planflip;
/** Each starts the program, some several times over. */
const patience = 240_000;

interface MonitorJson {
	readonly statistics: {readonly tooYoung: boolean};
	readonly own: {readonly runs: number; readonly note: string | null};
	readonly indexes: ReadonlyArray<{readonly name: string; readonly scans: number; readonly ownScans: number; readonly droppable: boolean; readonly verdict: {readonly kind: string}; readonly hold: {readonly kind: string} | null}>;
	readonly foreignKeysWithoutIndex: ReadonlyArray<{readonly constraint: string}>;
	readonly statements: {readonly kind: string; readonly statements?: ReadonlyArray<{readonly sql: string; readonly calls: number}>; readonly remedy?: string};
}

describe('planflip monitor', () => {
	it('tells of the embedded database what its definitions say, and that its counters are too young to call anything unused', async () => {
		const {code, stdout} = await piped(['monitor', '--plain']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^statistics since .* when the server started/m);
		expect(stdout).toContain('too young to call anything unused: that takes a week');
		expect(stdout).toContain('• idx_shots_scene_id on shots');
		expect(stdout).toMatch(/^projects_pkey {2}projects .* primary key$/m);
		expect(stdout).not.toMatch(/ unused$/m);
		expect(stdout.split('\n').every(line => line.length <= 120)).toBe(true);
	}, patience);

	it('shows some indexes only, and in the order asked for', async () => {
		const {stdout} = await piped(['monitor', '--filter', 'primary', '--sort', 'table']);
		const names = [...stdout.matchAll(/^(\w+) {2}\w+ .* primary key$/gm)].map(([, name]) => name);
		expect(names).toEqual(['characters_pkey', 'projects_pkey', 'scenes_pkey', 'sessions_pkey', 'shots_pkey', 'users_pkey']);
		expect(stdout).not.toMatch(/^idx_/m);
	}, patience);

	it('used wrongly ends with 2 and says how it is used', async () => {
		const wrong = async (...args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(['monitor', ...args]);
			expect({code, stdout}).toEqual({code: 2, stdout: ''});
			return stderr;
		};

		expect(await wrong('shots')).toContain('--filter TEXT');
		expect(await wrong('--sort', 'scan')).toContain('Did you mean "scans"?');
		expect(await wrong('--watch', 'often')).toContain('--watch 5');
	}, patience);

	it('watches until Ctrl-C', async () => {
		const child = spawn(process.execPath, [program, 'monitor', '--scale', 'small', '--watch', '1', '--json'], {env: {...process.env, XDG_CACHE_HOME: planflip.cache, DATABASE_URL: undefined}, stdio: ['ignore', 'pipe', 'ignore']});
		const code = new Promise<number | null>(resolve => {
			child.once('close', resolve);
		});
		let output = '';
		await new Promise<void>(resolve => {
			child.stdout.setEncoding('utf8').on('data', (text: string) => {
				output += text;
				if (output.split('\n').length > 2) {
					resolve();
				}
			});
		});
		child.kill('SIGINT');
		expect(await code).toBe(130);
		const looks = output.trim().split('\n').map(line => JSON.parse(line) as {readonly takenAt: string});
		expect(looks.length).toBeGreaterThanOrEqual(2);
		expect(new Set(looks.map(({takenAt}) => takenAt)).size).toBe(looks.length);
	}, patience);
});

withNativeServer('planflip monitor on a server', native => {
	const {database, url, ask, indexes} = serverJourney(native, planflip);
	const look = async (name: string, role?: string): Promise<MonitorJson> => {
		const {code, stdout, stderr} = await piped(['monitor', '--json'], {env: {DATABASE_URL: url(name, role)}});
		expect(code, stderr).toBe(0);
		return JSON.parse(stdout) as MonitorJson;
	};

	it('subtracts planflip\'s own runs, changes nothing, and needs no right but to connect', async () => {
		const name = await database('theCopy');
		await native.server.run('drop role if exists monitor_reader');
		await native.server.run('create role monitor_reader login');
		await ask(name, 'select from pg_stat_reset()');
		const before = await indexes(name);
		const measured = await piped(['run', 'shot-by-id', '--runs', '5'], {env: {DATABASE_URL: url(name)}});
		expect(measured.code, measured.stderr).toBe(0);
		const find = ({indexes: all}: MonitorJson) => all.find(index => index.name === 'shots_pkey');
		// A backend tells its counts a moment after its transaction is over.
		await expect.poll(async () => find(await look(name))?.ownScans, {timeout: 60_000}).toBeGreaterThanOrEqual(7);
		const seen = await look(name, 'monitor_reader');
		expect(seen.own).toMatchObject({runs: 1, note: null});
		expect(find(seen)).toMatchObject({hold: {kind: 'constraint'}, droppable: false});
		expect(seen.statistics.tooYoung).toBe(true);
		expect(seen.foreignKeysWithoutIndex).toEqual([]);
		expect(await indexes(name)).toEqual(before);
	}, patience);

	it('subtracts what its operations scanned, too', async () => {
		const name = await database('theCopy');
		await ask(name, 'select from pg_stat_reset()');
		const measured = await piped(['run', 'open-shot', '--runs', '5'], {env: {DATABASE_URL: url(name)}});
		expect(measured.code, measured.stderr).toBe(0);
		const find = ({indexes: all}: MonitorJson) => all.find(index => index.name === 'shots_pkey');
		// Chain and JOIN each: six times two walks, six to compare the answers, two EXPLAINs. What found its values, and who is to find nothing, stays with the others' scans.
		await expect.poll(async () => find(await look(name))?.ownScans, {timeout: 60_000}).toBe(40);
		expect(find(await look(name))?.scans).toBeLessThan(20);
		expect((await look(name)).own).toMatchObject({runs: 1, note: null});
	}, patience);

	it('finds what a failed build left, twins, and foreign keys without an index', async () => {
		const name = await database();
		const run = async (sql: string) => native.server.run(sql, name);
		await run('create table scenes (id int primary key)');
		await run('insert into scenes select generate_series(1, 2000)');
		await run('create table shots (id int primary key, scene int references scenes, twice int)');
		await run('insert into shots select n, n % 2000 + 1, 7 from generate_series(1, 5000) n');
		await run('create index twin_a on shots (twice)');
		await run('create index twin_b on shots (twice)');
		await run('create unique index concurrently broken on shots (twice)').catch(() => undefined);
		await run('analyze');
		const seen = await look(name);
		expect(seen.foreignKeysWithoutIndex).toMatchObject([{constraint: 'shots_scene_fkey'}]);
		expect(seen.indexes.filter(({droppable}) => droppable).map(({name: each, verdict}) => [each, verdict.kind])).toEqual([['twin_b', 'duplicate']]);
		// It would have kept rows unique, had it been built: whoever wanted that should know before it goes.
		expect(seen.indexes.find(index => index.name === 'broken')).toMatchObject({verdict: {kind: 'invalid'}});
		const {stdout} = await piped(['monitor'], {env: {DATABASE_URL: url(name)}});
		expect(stdout).toContain('broken on shots');
		expect(stdout).toMatch(/• shots: no index finds the rows by scene \(shots_scene_fkey\): deleting a row they refer to reads all 5,000/);
	}, patience);

	it('tells the dearest statements where pg_stat_statements is loaded, and what would load it where not', async () => {
		const name = await database();
		expect((await look(name)).statements).toMatchObject({kind: 'absent', remedy: 'shared_preload_libraries = \'pg_stat_statements\' in postgresql.conf, a restart, then CREATE EXTENSION pg_stat_statements'});
		await native.server.run('alter system set shared_preload_libraries = \'pg_stat_statements\'');
		await native.server.halt('SIGINT');
		await native.server.resume();
		expect((await look(name)).statements).toMatchObject({kind: 'absent', remedy: 'CREATE EXTENSION pg_stat_statements'});
		await native.server.run('create extension pg_stat_statements', name);
		await native.server.run('create table pairs as select n as a, n % 7 as b from generate_series(1, 1000) n', name);
		for (const a of [1, 2, 3]) {
			await ask(name, `select b from pairs where a = ${a}`);
		}

		const {statements} = await look(name);
		expect(statements.kind).toBe('read');
		expect(statements.statements).toMatchObject([{sql: 'select b from pairs where a = $1', calls: 3}]);
	}, patience);
});
