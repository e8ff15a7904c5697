import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped, cache, catalog} = planflip;
const patience = 240_000;
const here = (name: string) => path.join(cache, name);

interface Exported {
	readonly configuration: string;
	readonly changes: ReadonlyArray<{readonly change: string; readonly name: string; readonly evidence: readonly string[]}>;
	readonly leftOut: ReadonlyArray<{readonly name: string; readonly why: string}>;
	readonly files: ReadonlyArray<{readonly name: string; readonly text: string}>;
}

describe('planflip export', () => {
	it('writes the apply and the rollback script, a Kysely migration and Drizzle lines, and says what and why', async () => {
		const {code, stdout, stderr} = await piped(['export', '--indexes', 'optimized,-idx_projects_created_at', '--propose', 'shots (lower(lighting))', '--format', 'sql,kysely,drizzle', '--out', here('written')]);
		expect({code, stdout}).toEqual({code: 0, stdout: ''});
		const files = readdirSync(here('written'));
		expect(files.map(name => name.replace(/\d{8}T\d{6}Z/, 'TIME')).sort()).toEqual(['TIME_planflip_indexes.ts', 'planflip-TIME-apply.sql', 'planflip-TIME-drizzle.ts', 'planflip-TIME-rollback.sql']);
		for (const file of files) {
			expect(stderr).toContain(`written: ${path.join(here('written'), file)}`);
		}

		const text = (end: string) => readFileSync(path.join(here('written'), files.find(name => name.endsWith(end)) ?? ''), 'utf8');
		expect(text('apply.sql')).toMatch(/-- planflip export: builds 9 indexes and drops one index\n-- PGlite \(embedded\), PostgreSQL 18\.\d+, looked at 20/);
		expect(text('apply.sql')).toContain('CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_shots_scene_type ON public.shots USING btree (scene_id, shot_type);');
		expect(text('apply.sql')).toMatch(/-- shots-by-type would use it: cost [\d.]+ before, [\d.]+ after/);
		expect(text('apply.sql')).toMatch(/ON public\.shots USING btree \(lower\(lighting\)\);[\s\S]*ANALYZE public\.shots;/);
		expect(text('rollback.sql')).toContain('CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_projects_created_at ON public.projects USING btree (created_at);');
		expect(text('indexes.ts')).toContain('DROP INDEX ${word} IF EXISTS public.idx_projects_created_at');
		expect(text('drizzle.ts')).toContain('index(\'idx_shots_scene_type\').on(table.sceneId, table.shotType),');
		expect(stderr).toContain('+ build public.idx_shots_scene_type on shots');
		expect(stderr).toContain('- drop  public.idx_projects_created_at on projects');
	}, patience);

	it('prints the first file when no folder is named, and everything as JSON', async () => {
		const printed = await piped(['export', '--indexes', '-idx_shots_scene_id']);
		expect(printed.code).toBe(0);
		expect(printed.stdout).toContain('DROP INDEX CONCURRENTLY IF EXISTS public.idx_shots_scene_id;');
		expect(printed.stdout).not.toContain('CREATE INDEX CONCURRENTLY');
		expect(printed.stderr).toMatch(/--out DIR writes planflip-\d+T\d+Z-rollback\.sql beside it/);
		const {code, stdout} = await piped(['export', '--indexes', '-idx_shots_scene_id,-users_email_unique', '--format', 'sql,drizzle', '--json']);
		const json = JSON.parse(stdout) as Exported;
		expect({code, ...json}).toMatchObject({
			code: 0,
			configuration: 'as-built,-idx_shots_scene_id,-users_email_unique',
			changes: [{change: 'drop', name: 'idx_shots_scene_id'}],
			leftOut: [{name: 'users_email_unique', why: expect.stringContaining('backs the constraint users_email_unique') as string}],
		});
		expect(json.changes[0]?.evidence.join('\n')).toContain('A scene\'s shots.');
		expect(json.files.map(({name}) => name.replace(/\d{8}T\d{6}Z/, 'TIME'))).toEqual(['planflip-TIME-apply.sql', 'planflip-TIME-rollback.sql', 'planflip-TIME-drizzle.ts']);
	}, patience);

	it('exits with 1 when there is nothing to build and nothing to drop, and says why', async () => {
		const same = await piped(['export', '--indexes', 'as-built']);
		expect({code: same.code, stdout: same.stdout}).toEqual({code: 1, stdout: ''});
		expect(same.stderr).toContain('There is nothing to build and nothing to drop.');
		const held = await piped(['export', '--indexes', '-users_pkey']);
		expect(held.code).toBe(1);
		expect(held.stderr).toContain('users_pkey: it backs the constraint users_pkey (primary key)');
	}, patience);

	it('refuses what is used wrongly with exit code 2, before a database is opened', async () => {
		const wrong: ReadonlyArray<readonly [readonly string[], string]> = [
			[['export'], 'Nothing is decided: which indexes are to be there?'],
			[['export', 'all'], 'export takes no arguments'],
			[['export', '--indexes', 'optimized', '--format', 'prisma'], 'There is no format "prisma".'],
			// What is wrong is told before what is missing.
			[['export', '--format', 'bogus'], 'There is no format "bogus".'],
			[['export', '--indexes', 'optimized', '--format', 'kyselly'], 'Did you mean "kysely"?'],
			[['export', '--indexes', 'optimized', '--format', 'sql,kysely'], 'Several formats are several files.'],
		];
		for (const [args, words] of wrong) {
			const {code, stdout, stderr} = await piped(args);
			expect({code, stdout}).toEqual({code: 2, stdout: ''});
			expect(stderr).toContain(words);
			expect(stderr).not.toContain('PostgreSQL');
		}
	}, patience);

	it('never writes over a file, nor into what is no folder, and then leaves nothing behind', async () => {
		writeFileSync(here('a-file'), 'mine');
		const {code, stderr} = await piped(['export', '--indexes', '-idx_shots_scene_id', '--out', here('a-file')]);
		expect(code).toBe(2);
		expect(stderr).toContain('it is no folder');
		expect(readFileSync(here('a-file'), 'utf8')).toBe('mine');
	}, patience);

	it('tells an index that cannot be built instead of writing it down', async () => {
		const {code, stdout, stderr} = await piped(['export', '--propose', 'shots (no_such_column)', '--out', here('unbuilt')]);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toContain('column "no_such_column" does not exist');
		expect(() => readdirSync(here('unbuilt'))).toThrow('ENOENT');
	}, patience);

	it('goes on when a query of the catalogue cannot be planned, and says so', async () => {
		const folder = catalog({
			'broken.sql': '-- title: broken\n-- why: It is.\n-- frequency: low\nselect no_such_column from shots\n',
			'fine.sql': '-- title: fine\n-- why: It is.\n-- frequency: low\nselect * from shots where shot_number = 3\n',
		});
		const {code, stdout} = await piped(['export', '--propose', 'shots (shot_number)', '--catalog', folder]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/-- fine would use it: cost [\d.]+ before, [\d.]+ after/);
		expect(stdout).toContain('-- 1 could not be planned: broken: column "no_such_column" does not exist');
	}, patience);
});

withNativeServer('planflip export on a server', native => {
	const {database, url, indexes} = serverJourney(native, planflip);

	it('changes nothing there, shows no password, and exports without switching where that would keep others waiting', async () => {
		const name = await database('theCopy');
		await native.server.run('create role exporter login password \'s3cr3t-export\'; grant pg_read_all_data to exporter', name);
		const before = await indexes(name);
		mkdirSync(here('server'));
		for (const [credentials, words] of [[native.server.user, 'plans of '], ['exporter:s3cr3t-export', 'plans were not compared: exporter may not switch indexes here']] as const) {
			const {code, stdout, stderr} = await piped(['export', '--indexes', '-idx_shots_scene_id', '--format', 'sql,kysely,drizzle', '--out', here('server')], {env: {DATABASE_URL: url(name, credentials)}});
			expect({code, stdout}).toEqual({code: 0, stdout: ''});
			expect(stderr).toContain(words);
		}

		const texts = readdirSync(here('server')).map(file => readFileSync(path.join(here('server'), file), 'utf8'));
		expect(texts.length).toBeGreaterThanOrEqual(4);
		expect(texts.join('\n')).toContain(`exporter@localhost:${native.server.port}/${name}`);
		expect(texts.join('\n')).not.toContain('s3cr3t');
		expect(await indexes(name)).toEqual(before);
	}, patience);
});
