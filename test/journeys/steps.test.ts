import {spawn} from 'node:child_process';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {openPglite} from '../../source/database/open-pglite.ts';
import {decodeMeasurement} from '../../source/experiment/decode-measurement.ts';
import {encodeMeasurement} from '../../source/experiment/encode-measurement.ts';
import {pgliteWorkerUrl} from '../support/engines.ts';
import {journey, program} from '../support/journey.ts';

const planflip = journey();
const {piped, catalog, cache} = planflip;
const state = path.join(cache, 'state', 'planflip');
const results = path.join(state, 'measurements');
const files = (step: string) => readdirSync(results).filter(name => name.includes(`~${step}~`)).sort();
const measured = (name = '') => decodeMeasurement(readFileSync(path.join(results, name), 'utf8'));

/** A few queries of The Copy's tables: a whole catalogue takes a while. */
const folder = (more: Readonly<Record<string, string>> = {}) => catalog({
	'shots.sql': '-- title: shots of a type\n-- why: w\n-- frequency: high\n-- order: 1\n-- parameter: scene = select id from scenes order by id limit 1\nselect * from shots where scene_id = $1 and shot_type = \'wide\'\n',
	'indexes.sql': '-- preset: baseline\n-- why: w\n\n-- preset: optimized\n-- why: w\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_shots_scene_type ON shots (scene_id, shot_type);\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_scenes_project_status ON scenes (project_id, status);\n',
	...more,
});

/** Each test starts PostgreSQL several times. */
describe('the steps on the embedded database', {timeout: 300_000}, () => {
	let baseline = '';

	it('without setup each says that it is needed, and makes nothing', async () => {
		for (const verb of ['seed', 'baseline', 'apply-indexes', 'post-optimization', 'rollback']) {
			const {code, stdout, stderr} = await piped([verb]);
			expect([code, stdout], verb).toEqual([2, '']);
			expect(stderr, verb).toMatch(/is not set up\.\n.*databases\/small-seed-1\n.*planflip setup makes it/);
		}

		const dry = await piped(['setup', '--dry-run']);
		expect(dry).toMatchObject({code: 0, stdout: expect.stringMatching(/^-- The Copy, scale small, seed 1\nbegin;\ncreate table users.*copy shots from stdin \/\* 5000 rows \*\/;.*CREATE INDEX idx_shots_scene_id.*commit;\nvacuum/s) as string});
		expect(readdirSync(cache)).toEqual([]);
	});

	it('setup fills it once, and says so the second time; --persistent looks at it', async () => {
		const first = await piped(['setup', '--json']);
		expect(first.code, first.stderr).toBe(0);
		expect(JSON.parse(first.stdout)).toEqual({verb: 'setup', done: ['The Copy, scale small, seed 1'], skipped: []});
		expect(first.stderr).toMatch(/Filling shots, 5,000 rows/);
		const second = await piped(['setup']);
		expect(second).toMatchObject({code: 0, stdout: 'left as it is: The Copy, scale small, seed 1 (it is set up already)\n'});
		expect(readdirSync(path.join(state, 'databases'))).toEqual(['small-seed-1']);
	});

	it('post-optimization without a baseline, and a folder that has none, are told', async () => {
		const {code, stderr} = await piped(['post-optimization', '--catalog', folder()]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/There is no baseline measurement of PGlite.*\n.*measurements\n.*planflip baseline takes one/);
	});

	it('baseline measures the catalogue, and keeps it; a query that fails is told and costs only itself', async () => {
		const broken = folder({'nothing.sql': '-- title: nothing\n-- why: w\n-- frequency: low\nselect * from nothing\n'});
		const failed = await piped(['baseline', '--catalog', broken, '--runs', '3', '--json']);
		expect(failed.code, failed.stderr).toBe(1);
		expect(JSON.parse(failed.stdout)).toMatchObject({step: 'baseline', runs: [{entry: 'shots', samples: 3}], failures: [{entry: 'nothing', lines: expect.arrayContaining([expect.stringMatching(/relation "nothing" does not exist/)]) as string[]}]});

		const {code, stdout, stderr} = await piped(['baseline', '--catalog', folder(), '--runs', '5']);
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/^shots +[\d.]+ ms +\d+ /m);
		expect(stderr).toMatch(/kept as baseline [\da-f]{8}: .*measurements/);
		[baseline = ''] = files('baseline').slice(-1);
		expect(measured(baseline)).toMatchObject({
			step: 'baseline', finishedAt: expect.any(Date) as Date, failures: [], answers: null,
			tables: [{name: 'scenes'}, {name: 'shots', rows: 5000}],
			statements: [{before: null}],
		});
		expect(measured(baseline).indexes.map(({name}) => name)).toEqual(expect.arrayContaining(['idx_shots_scene_id', 'shots_pkey']));
		expect(readdirSync(planflip.runs)).not.toEqual([]);
	});

	it('apply-indexes builds what is missing, --dry-run only says it, and a second time there is nothing to do', async () => {
		const dry = await piped(['apply-indexes', '--catalog', folder(), '--dry-run']);
		expect(dry).toMatchObject({code: 0, stdout: [
			'-- 1/2 idx_shots_scene_type on public.shots', 'CREATE INDEX IF NOT EXISTS idx_shots_scene_type ON public.shots (scene_id, shot_type);', '',
			'-- 2/2 idx_scenes_project_status on public.scenes', 'CREATE INDEX IF NOT EXISTS idx_scenes_project_status ON public.scenes (project_id, status);', '',
		].join('\n')});
		expect(readdirSync(results).filter(name => name.includes('~applied~'))).toEqual([]);
		const {code, stdout, stderr} = await piped(['apply-indexes', '--catalog', folder()]);
		expect(code, stderr).toBe(0);
		expect(stdout).toBe('built: 1/2 idx_shots_scene_type on public.shots\nbuilt: 2/2 idx_scenes_project_status on public.scenes\n');
		expect(await piped(['apply-indexes', '--catalog', folder()])).toMatchObject({code: 0, stdout: 'built before: 2 of those wanted\n'});
	});

	it('post-optimization measures in turns with the indexes of the baseline, by the same values', async () => {
		const {code, stdout, stderr} = await piped(['post-optimization', '--catalog', folder(), '--runs', '5']);
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/in turns with the indexes of the baseline/);
		const [name] = files('post-optimization');
		const after = measured(name);
		const before = measured(baseline);
		expect(after.answers).toBe(before.id);
		const [statement] = after.statements;
		expect(statement?.run.turns).toMatchObject({role: 'current', baseline: statement?.before?.id});
		expect(statement?.before?.run.indexes.configuration.on.has('idx_shots_scene_type')).toBe(false);
		expect(statement?.run.run.indexes.configuration.on.has('idx_shots_scene_type')).toBe(true);
		expect(statement?.run.run.subject.parameters).toEqual(before.statements[0]?.run.run.subject.parameters);
	});

	it('--baseline names which one to answer: an id, its beginning or a file; what is none is told', async () => {
		const [first = ''] = files('baseline');
		expect(first).not.toBe(baseline);
		const {id} = measured(first);
		const answering = async (which: string) => {
			const {code, stdout, stderr} = await piped(['post-optimization', '--catalog', folder(), '--runs', '1', '--json', '--baseline', which]);
			return code === 0 ? (JSON.parse(stdout) as {readonly answers: unknown}).answers : stderr;
		};

		expect(await answering(id)).toBe(id);
		expect(await answering(path.join(results, first))).toBe(id);
		expect(await answering('ffffffff')).toMatch(/There is no baseline measurement "ffffffff" of PGlite.*\n.*\n +There are: /);
		expect(await answering(path.join(results, files('post-optimization')[0] ?? ''))).toMatch(/is no baseline, but a post-optimization\./);
		for (const name of files('post-optimization').slice(1)) {
			rmSync(path.join(results, name));
		}
	});

	it('a catalogue that changed, values that find nothing and other data are told, and kept with the numbers', async () => {
		const changed = folder({
			'shots.sql': '-- title: shots of a type\n-- why: w\n-- frequency: high\n-- order: 1\n-- parameter: scene = select id from scenes order by id limit 1\nselect id from shots where scene_id = $1 and shot_type = \'wide\'\n',
			'new.sql': '-- title: new\n-- why: w\n-- frequency: low\nselect count(*) from scenes\n',
		});
		const {code, stderr} = await piped(['post-optimization', '--catalog', changed, '--runs', '1']);
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(/The catalogue changed since the baseline: shots is measured with values of its own/);
		expect(stderr).toMatch(/New since the baseline, which knows nothing of it: new/);
		expect(measured(files('post-optimization').at(-1)).notes).toEqual(expect.arrayContaining([expect.stringMatching(/catalogue changed/)]));
	});

	it('stopped in the middle it keeps what was measured, and goes on with the rest', async () => {
		const slow = folder({
			'indexes.sql': '-- preset: baseline\n-- why: w\n',
			'slow.sql': '-- title: slow\n-- why: w\n-- frequency: low\n-- order: 99\nselect count(*) from shots a, shots b where a.lighting <> b.lighting\n',
		});
		const args = ['baseline', '--catalog', slow, '--runs', '1', '--scale', 'small'];
		const child = spawn(process.execPath, [program, ...args], {env: {...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state'), DATABASE_URL: undefined}, stdio: ['ignore', 'ignore', 'pipe']});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			const before = said;
			said += text;
			if (said.includes('2/2 slow') && !before.includes('2/2 slow')) {
				child.kill('SIGINT');
			}
		});
		const code = await new Promise(resolve => child.on('exit', resolve));
		expect([code, said]).toEqual([130, expect.stringMatching(/baseline was stopped\n.*1 of 2 are measured and kept; planflip baseline goes on with the others/)]);
		const [stopped = ''] = files('baseline').slice(-1);
		expect(measured(stopped)).toMatchObject({finishedAt: null, statements: [{run: {run: {subject: {entry: 'shots'}}}}]});

		const early = await piped(['post-optimization', '--catalog', slow]);
		expect(early.code).toBe(2);
		expect(early.stderr).toMatch(/The baseline [\da-f]{8} was stopped before its end: 1 of 2 are measured\.\n.*\n.*planflip baseline goes on/);

		rmSync(path.join(results, stopped));
	});

	it('a baseline that was stopped goes on under its id: what was measured is not measured again', async () => {
		const two = folder({'scenes.sql': '-- title: scenes\n-- why: w\n-- frequency: low\n-- order: 99\nselect count(*) from scenes\n'});
		const whole = await piped(['baseline', '--catalog', two, '--runs', '1']);
		expect(whole.code, whole.stderr).toBe(0);
		const [name = ''] = files('baseline').slice(-1);
		const done = measured(name);
		writeFileSync(path.join(results, name), encodeMeasurement({...done, finishedAt: null, statements: done.statements.slice(0, 1)}));
		const on = await piped(['baseline', '--catalog', two, '--runs', '1']);
		expect(on.code, on.stderr).toBe(0);
		expect(on.stderr).toMatch(new RegExp(`Going on with baseline ${done.id}, which was stopped after 1 of 2`));
		expect(on.stderr).toMatch(/1\/2 shots of a type: measured before it was stopped/);
		expect(files('baseline').at(-1)).toBe(name);
		expect(measured(name).finishedAt).not.toBeNull();
		expect(measured(name).statements.map(({run}) => run.run.subject.entry)).toEqual(['shots', 'scenes']);
		expect(measured(name).statements[0]?.run.id).toBe(done.statements[0]?.run.id);

		writeFileSync(path.join(results, name), encodeMeasurement({...done, finishedAt: null, catalog: {...done.catalog, entries: done.catalog.entries.map(entry => ({...entry, mark: '00000000'}))}}));
		const other = await piped(['baseline', '--catalog', two, '--runs', '1', '--dry-run']);
		expect(other.stderr).toMatch(/was stopped after 2 of 2, and something is other now: a new one begins/);
		rmSync(path.join(results, name));
	});

	it('seed fills it anew; where the values of the baseline find nothing any more, new ones are taken, and it is told', async () => {
		expect(await piped(['seed'])).toMatchObject({code: 0, stdout: 'done: The rows of The Copy, scale small, seed 1\n'});
		const [name = ''] = files('baseline').slice(-1);
		const done = measured(name);
		const gone = done.statements.map(({run, before}) => ({before, run: {...run, run: {...run.run, subject: {...run.run.subject, parameters: [{name: 'scene', value: 'nowhere'}]}}}}));
		writeFileSync(path.join(results, name), encodeMeasurement({...done, statements: gone}));
		const {code, stderr} = await piped(['post-optimization', '--catalog', folder(), '--runs', '1']);
		expect(code, stderr).toBe(0);
		const after = measured(files('post-optimization').at(-1));
		expect(after.notes).toEqual(expect.arrayContaining([expect.stringMatching(/^shots: the values of the baseline find no row any more, where it found \d+/)]));
		expect(after.statements[0]?.run.run.subject.parameters).toEqual(done.statements[0]?.run.run.subject.parameters);
	});

	it('rollback drops what apply-indexes built, the last first, and once', async () => {
		const dry = await piped(['rollback', '--dry-run']);
		expect(dry).toMatchObject({code: 0, stdout: [
			'-- idx_scenes_project_status on public.scenes', 'DROP INDEX IF EXISTS public.idx_scenes_project_status;', '',
			'-- idx_shots_scene_type on public.shots', 'DROP INDEX IF EXISTS public.idx_shots_scene_type;', '',
		].join('\n')});
		const {code, stdout, stderr} = await piped(['rollback']);
		expect(code, stderr).toBe(0);
		expect(stdout).toBe('dropped: idx_scenes_project_status on public.scenes\ndropped: idx_shots_scene_type on public.shots\n');
		const nothing = await piped(['rollback']);
		expect(nothing).toMatchObject({code: 0, stdout: '', stderr: expect.stringMatching(/built nothing here that is still there/) as string});
	});

	it('killed in the middle of apply-indexes, what was built is known: the next one goes on, and rollback takes back exactly that', async () => {
		const two = folder({'indexes.sql': '-- preset: optimized\n-- why: w\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_quick ON shots (shot_type);\n\n-- why: w\n-- presets: optimized\nCREATE INDEX idx_slow ON shots (public.slowly(shot_number));\n'});
		const onIt = async (sql: string) => {
			const session = await openPglite({folder: path.join(state, 'databases', 'small-seed-1'), workerUrl: pgliteWorkerUrl});
			await session.script(sql);
			await session.close();
		};

		// Seconds for each row, or none: the build lasts until it is killed.
		await onIt('create table pace (n int); insert into pace values (100000000); create function public.slowly(n int) returns int immutable language plpgsql as $$ begin for i in 1..(select p.n from public.pace p) loop null; end loop; return n; end $$');
		const killed = async (signal: 'SIGTERM' | 'SIGKILL', at: string) => {
			const child = spawn(process.execPath, [program, 'apply-indexes', '--catalog', two, '--scale', 'small'], {env: {...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state'), DATABASE_URL: undefined}, stdio: ['ignore', 'ignore', 'pipe']});
			let said = '';
			child.stderr.setEncoding('utf8').on('data', (text: string) => {
				const before = said;
				said += text;
				if (said.includes(at) && !before.includes(at)) {
					child.kill(signal);
				}
			});
			const code = await new Promise(resolve => child.on('close', resolve));
			return {code, said};
		};

		expect(await killed('SIGKILL', '2/2 idx_slow')).toMatchObject({code: null});
		const {code, said} = await killed('SIGTERM', '1/1 idx_slow');
		expect([code, said]).toEqual([143, expect.stringMatching(/A planflip had been killed at work on this database[^]*apply-indexes was stopped at idx_slow\.\n[^]*Nothing was built\.\n[^]*Under way, and not seen to its end: idx_slow\.\n[^]*planflip apply-indexes goes on from here/)]);
		await onIt('update pace set n = 0');
		expect(await piped(['rollback', '--dry-run'])).toMatchObject({code: 0, stdout: '-- idx_quick on public.shots\nDROP INDEX IF EXISTS public.idx_quick;\n'});
		expect(await piped(['apply-indexes', '--catalog', two])).toMatchObject({code: 0, stdout: 'built: 1/1 idx_slow on public.shots\nbuilt before: 1 of those wanted\n'});
		expect(await piped(['rollback'])).toMatchObject({code: 0, stdout: 'dropped: idx_slow on public.shots\ndropped: idx_quick on public.shots\n'});
	});

	it('a damaged baseline is told with the ways around it: an older one can be named, and a new one is taken', async () => {
		const [older = '', latest = ''] = files('baseline').slice(-2);
		const whole = readFileSync(path.join(results, latest), 'utf8');
		writeFileSync(path.join(results, latest), whole.slice(0, whole.length / 2));
		const refused = await piped(['post-optimization', '--catalog', folder(), '--runs', '1']);
		expect(refused).toMatchObject({code: 2, stdout: ''});
		expect(refused.stderr).toMatch(new RegExp(`the file is damaged\\.\n +at .*${latest}\n +Others of that database can be named \\(planflip post-optimization --baseline ID, or compare ID\\): ${measured(older).id} [^]*planflip baseline takes a new one`));
		const named = await piped(['post-optimization', '--catalog', folder(), '--runs', '1', '--baseline', measured(older).id]);
		expect(named.code, named.stderr).toBe(0);
		const anew = await piped(['baseline', '--catalog', folder(), '--dry-run']);
		expect(anew.stderr).toMatch(new RegExp(`The latest baseline cannot be read, and a new one begins: .*${latest}`));
		writeFileSync(path.join(results, latest), whole);
		rmSync(path.join(results, files('post-optimization').at(-1) ?? ''));
	});

	it('a catalogue of operations alone goes through all steps', async () => {
		const alone = catalog({
			'open.sql': '-- operation: open a scene\n-- why: w\n-- frequency: low\n-- parameter: scene = select id from scenes order by id limit 1\n-- answer: scene.id\n\n-- step: scene\n-- takes: scene\nselect id, project_id from scenes where id = $1;\n\n-- rewrite: fewer columns\nselect id from scenes where id = $1;\n',
			'indexes.sql': '-- preset: optimized\n-- why: w\n',
		});
		const before = await piped(['baseline', '--catalog', alone, '--runs', '1']);
		expect(before.code, before.stderr).toBe(0);
		expect(before.stdout).toMatch(/^baseline [\da-f]{8}: [^\n]*\n\noperation +chain +statements +rewrite +time *\nopen /);
		expect(await piped(['apply-indexes', '--catalog', alone])).toMatchObject({code: 0, stdout: 'Nothing was to be built.\n'});
		const after = await piped(['post-optimization', '--catalog', alone, '--runs', '1']);
		expect(after.code, after.stderr).toBe(0);
		expect(await piped(['compare'])).toMatchObject({code: 0, stdout: expect.stringMatching(/^OPERATIONS$[^]*^open +chain/m) as string});
	});

	it('one planflip at a time works on it; one that is killed while it fills harms nothing', async () => {
		const child = spawn(process.execPath, [program, 'seed', '--scale', 'small'], {env: {...process.env, XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state')}, stdio: ['ignore', 'ignore', 'pipe']});
		await new Promise<void>(resolve => {
			let said = '';
			child.stderr.setEncoding('utf8').on('data', (text: string) => {
				said += text;
				if (said.includes('Filling projects')) {
					child.kill('SIGSTOP');
					resolve();
				}
			});
		});
		const second = await piped(['baseline', '--catalog', folder()]);
		expect(second.code).toBe(3);
		expect(second.stderr).toMatch(new RegExp(`Another planflip is at work on the embedded database of the steps \\(process ${child.pid}\\)`));
		const ended = new Promise(resolve => child.on('exit', resolve));
		child.kill('SIGKILL');
		await ended;
		const third = await piped(['setup']);
		expect(third).toMatchObject({code: 0, stdout: expect.stringMatching(/it is set up already/) as string});
		expect(third.stderr).toMatch(/A planflip had been killed at work on this database/);
		expect(third.stderr).not.toMatch(/Its rows are not those/);
		expect(readdirSync(path.join(state, 'databases'))).toEqual(['small-seed-1']);
	});

	it('a place where no results can be kept is told at once, before anything is measured or built', async () => {
		for (const verb of ['baseline', 'apply-indexes']) {
			const {code, stdout, stderr} = await piped([verb, '--catalog', folder(), '--results', '/proc/planflip/results']);
			expect([code, stdout], verb).toEqual([3, '']);
			expect(stderr, verb).toMatch(/no folder can be made there[^]*--results DIR names another/);
			expect(stderr, verb).not.toMatch(/1\/1 shots of a type|Next:/);
		}

		expect(await piped(['rollback', '--dry-run'])).toMatchObject({code: 0, stdout: '-- Nothing is to be done.\n'});
	});

	it('--results that names a file is one letter and one exit code, whichever step asks', async () => {
		const file = path.join(results, files('baseline')[0] ?? '');
		const letter = (place: string) => ({code: 2, stdout: '', stderr: `planflip: The folder of results cannot be read: a part of its path is no folder.\n  at ${place}\n  --results DIR names another one.\n`});
		for (const verb of ['setup', 'seed', 'baseline', 'apply-indexes', 'post-optimization', 'compare', 'rollback']) {
			expect(await piped([verb, '--results', file]), verb).toEqual(letter(file));
		}

		const below = path.join(file, 'below');
		expect(await piped(['rollback', '--results', below])).toEqual(letter(below));
	});

	it.each([
		[['setup', 'shots'], /setup takes no arguments/],
		[['rollback', '--indexes', 'bare'], /rollback does not take --indexes\.\n +It goes with explore, run, .*apply-indexes/],
		[['baseline', '--rtt', 'fast'], /"fast" is no time/],
		[['apply-indexes', '--indexes', 'optimised'], /no preset "optimised".*Did you mean/s],
	])('%j is used wrongly', async (args, message) => {
		const {code, stdout, stderr} = await piped(args);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toMatch(message);
	});
});
