import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it, vi} from 'vitest';
import pg from 'pg';
import {decodeMeasurement} from '../../source/experiment/decode-measurement.ts';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import type {PtyProgram} from '../support/pty.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, piped, catalog, cache} = planflip;
const state = path.join(cache, 'state', 'planflip');
const results = path.join(state, 'measurements');
const slowly = {timeout: 120_000};

/** One query and two indexes, of which one serves it. */
const folder = (more: Readonly<Record<string, string>> = {}) => catalog({
	'shots.sql': '-- title: shots of a type\n-- why: w\n-- frequency: high\n-- order: 1\n-- parameter: scene = select id from scenes order by id limit 1\nselect * from shots where scene_id = $1 and shot_type = \'wide\'\n',
	'indexes.sql': '-- preset: optimized\n-- why: w\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_shots_scene_type ON shots (scene_id, shot_type);\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_scenes_project_status ON scenes (project_id, status);\n',
	...more,
});

/** Planned, executed and measured: the screen is at rest. */
const measured = /current +[▁-█]/;

/** From the list, the step under the cursor is told, begun, and seen to its end; then the list again. */
async function takeStep(program: PtyProgram, step: string, key: 'enter' | 'y', told: RegExp): Promise<void> {
	await program.waitFor(new RegExp(`> [○●▲] ${step} +next: `), slowly);
	program.press('enter');
	await program.waitFor(told, slowly);
	program.press(key);
	await program.waitFor(new RegExp(`│ ${step} done +│`), slowly);
	program.press('enter');
	await program.waitFor('r looks again', slowly);
}

async function walk(program: PtyProgram): Promise<void> {
	await takeStep(program, 'baseline', 'enter', /What baseline would do in .*\n[^]*measures 1\/1 shots of a type/);
	await takeStep(program, 'apply-indexes', 'y', /-- 1\/2 idx_shots_scene_type on public\.shots[^]*CREATE INDEX/);
	await program.waitFor(/● apply-indexes +built by apply-indexes: idx_shots_scene_type, idx_scenes_project_status/, slowly);
	await takeStep(program, 'post-optimization', 'enter', /measures 1\/1 shots of a type/);
	await program.waitFor(/> ● compare +next: [\da-f]{8} with [\da-f]{8}/, slowly);
	program.press('enter');
	await program.waitFor(/Steps: compare[^]*Indexes built +[01] of 2 saves?/, slowly);
	program.press('w');
	await program.waitFor(/Written: .*planflip-compare-.*\.html/, slowly);
	program.press('n', 'enter');
	await program.waitFor(/1 Queries/, slowly);
	await program.waitFor(measured, slowly);
	await program.waitFor(/\[x\] idx_shots_scene_type/, slowly);
	program.press('S');
	await program.waitFor(/rollback +would drop idx_scenes_project_status, idx_shots_scene_type/, slowly);
	program.press('G', 'enter');
	await program.waitFor(/DROP INDEX[^]*idx_scenes_project_status;[^]*DROP INDEX[^]*idx_shots_scene_type;/, slowly);
	program.press('y');
	await program.waitFor(/│ rollback done +│/, slowly);
	program.press('enter');
	await program.waitFor(/○ apply-indexes +next: 2 to build/, slowly);
	program.press('escape');
	await program.waitFor(/\[ \] idx_shots_scene_type +proposed/, slowly);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
}

vi.setConfig({testTimeout: 600_000});

describe('on the embedded database', () => {
	it('from a copy: set up, go there, and every step from baseline to rollback, on the screen alone', async () => {
		const program = onScreen(['--catalog', folder(), '--runs', '3']);
		await program.waitFor(measured, slowly);
		program.press('S');
		await program.waitFor(/on a copy of the embedded database/, slowly);
		await program.waitFor(/> ○ setup +next: not done/, slowly);
		program.press('enter');
		await program.waitFor(/What setup would do in .*of the steps/, slowly);
		program.press('y');
		await program.waitFor(/│ setup done +│/, slowly);
		program.press('enter');
		await program.waitFor(/Go to the database of the steps\?/, slowly);
		program.press('y');
		await program.waitFor(/on the embedded database of the steps: what they build stays/, slowly);
		await walk(program);
		// Nothing is held, and the command line finds what the screen left.
		expect(readdirSync(path.join(state, 'databases'))).toEqual(['small-seed-1']);
		expect(await piped(['rollback'])).toMatchObject({code: 0, stderr: expect.stringMatching(/apply-indexes built nothing here that is still there/) as string});
		expect((await piped(['compare'])).stdout).toMatch(/shots/);
	});

	it('--indexes and --baseline say what its steps build and answer, and without a screen are refused', async () => {
		const program = onScreen(['--catalog', folder(), '--persistent', '--indexes', '+idx_shots_scene_type', '--baseline', 'ffffffff']);
		await program.waitFor(measured, slowly);
		program.press('S');
		await program.waitFor(/apply-indexes +1 to build: idx_shots_scene_type[^]*There is no baseline measurement "ffffffff" of PGlite/, slowly);
		program.press('g', 'j', 'j', 'j', 'enter');
		await program.waitFor(/-- 1\/1 idx_shots_scene_type on public\.shots/, slowly);
		program.press('escape');
		await program.waitFor('r looks again', slowly);
		program.press('q', 'q');
		expect(await program.exit).toMatchObject({code: 0});
		expect(await piped(['--plain', '--baseline', 'ffffffff'])).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(/--baseline is for the steps that S runs on the screen/) as string});
	});

	it('Esc in the middle of a baseline keeps what was measured, kill -TERM too; neither leaves anything behind', async () => {
		const slow = folder({'slow.sql': '-- title: slow\n-- why: w\n-- frequency: low\n-- order: 99\nselect count(*) from shots a, shots b where a.lighting <> b.lighting\n'});
		const begin = async () => {
			const program = onScreen(['--catalog', slow, '--runs', '1', '--persistent'], {columns: 80, rows: 24, env: {NO_COLOR: '1'}});
			await program.waitFor(measured, slowly);
			program.press('S');
			await program.waitFor('r looks again', slowly);
			program.press('g', 'j', 'j', 'enter');
			await program.waitFor(/measures 2\/2 slow/, slowly);
			program.press('enter');
			await program.waitFor(/1\/2 shots of a type[^]*│ 2\/2 slow[^]*baseline, \d+\.\d s +Esc stops it/, slowly);
			program.resize(100, 30);
			program.press('S');
			await program.waitFor(/baseline is under way: Esc stops it/, slowly);
			return program;
		};
		const stopped = await begin();
		stopped.press('escape');
		await stopped.waitFor(/baseline was stopped[^]*1 of 2 are measured and kept; planflip baseline goes on/, slowly);
		stopped.press('enter');
		await stopped.waitFor(/▲ baseline +next: .*1 of 2 measured/, slowly);
		stopped.press('q', 'q');
		expect(await stopped.exit).toMatchObject({code: 0});

		const killed = await begin();
		killed.kill('SIGTERM');
		expect(await killed.exit).toMatchObject({code: 143});
		expect(killed.raw()).toMatch(/baseline was stopped\r?\n.*1 of 2 are measured and kept/);
		expect(killed.raw().lastIndexOf('\u001B[?1049l')).toBeGreaterThan(killed.raw().lastIndexOf('\u001B[?1049h'));
		expect(readdirSync(path.join(state, 'databases'))).toEqual(['small-seed-1']);
		const last = readdirSync(results).filter(name => name.includes('~baseline~')).sort().at(-1) ?? '';
		expect(decodeMeasurement(readFileSync(path.join(results, last), 'utf8'))).toMatchObject({finishedAt: null, statements: [{run: {run: {subject: {entry: 'shots'}}}}]});
	});
});

withNativeServer('on a server', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);
	const env = (name: string) => ({env: {DATABASE_URL: url(name)}});
	const indexes = async (name: string) => ask(name, 'select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname in (\'idx_shots_scene_type\', \'idx_scenes_project_status\') order by 1');

	it('every step from baseline to rollback, and afterwards the indexes are those of before', async () => {
		const name = await database('theCopy');
		const program = onScreen(['--catalog', folder(), '--runs', '3'], env(name));
		await program.waitFor(measured, slowly);
		program.press('S');
		await program.waitFor(/The steps work on .*: what apply-indexes builds there stays until rollback/, slowly);
		await walk(program);
		expect(await indexes(name)).toEqual([]);
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
	});

	it('kill -TERM in the middle of a build tells what is left INVALID and leaves no backend; the screen shows the leftover and drops it first', async () => {
		const name = await database('theCopy');
		const program = onScreen(['--catalog', folder(), '--runs', '1'], env(name));
		await program.waitFor(measured, slowly);
		program.press('S');
		await takeStep(program, 'baseline', 'enter', /measures 1\/1/);
		// Somebody's transaction that writes into shots: CREATE INDEX CONCURRENTLY waits for its end.
		const writer = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name});
		await writer.connect();
		await writer.query('begin; update shots set lighting = lighting where id = (select id from shots limit 1)');
		await program.waitFor(/> ○ apply-indexes +next: /, slowly);
		program.press('enter');
		await program.waitFor(/CREATE INDEX CONCURRENTLY/, slowly);
		program.press('y');
		await program.waitFor(/waiting for writers before build/, slowly);
		program.kill('SIGTERM');
		expect(await program.exit).toMatchObject({code: 143});
		await writer.query('rollback');
		await writer.end();
		expect(program.raw()).toMatch(/apply-indexes was stopped at idx_shots_scene_type\.[^]*Left INVALID[^]*idx_shots_scene_type/);
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
		expect(await indexes(name)).toEqual([{name: 'idx_shots_scene_type', valid: false}]);

		const again = onScreen(['--catalog', folder(), '--runs', '1'], env(name));
		await again.waitFor(measured, slowly);
		again.press('S');
		await again.waitFor(/▲ apply-indexes[^]*INVALID, left by a build[^]*failed: idx_shots_scene_type/, slowly);
		again.press('enter');
		await again.waitFor(/DROP INDEX CONCURRENTLY IF EXISTS public\.idx_shots_scene_type;[^]*CREATE INDEX CONCURRENTLY/, slowly);
		again.press('y');
		await again.waitFor(/│ apply-indexes done +│/, slowly);
		expect(await indexes(name)).toEqual([{name: 'idx_scenes_project_status', valid: true}, {name: 'idx_shots_scene_type', valid: true}]);
		again.press('escape');
		await again.waitFor('r looks again', slowly);
		again.press('q', 'q');
		expect(await again.exit).toMatchObject({code: 0});
	});
});
