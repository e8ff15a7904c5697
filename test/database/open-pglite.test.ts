import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {openPglite} from '../../source/database/open-pglite.ts';
import {bundleProgram} from '../support/bundle-program.ts';
import {pgliteWorkerUrl as workerUrl} from '../support/engines.ts';
import {letterOf} from './letter-of.ts';

let home = '';
beforeAll(() => {
	home = mkdtempSync(path.join(tmpdir(), 'planflip-pglite-'));
});
afterAll(() => {
	rmSync(home, {recursive: true, force: true});
});

/** pg_control's DBState, at byte 16: 1 is shut down, 6 in production. */
function stateOf(folder: string): number {
	return readFileSync(path.join(folder, 'global/pg_control')).readInt32LE(16);
}

describe('a data folder', () => {
	test('is made, shut down cleanly, and opened again with what was committed', async () => {
		const folder = path.join(home, 'not/there/yet');
		const steps: string[] = [];
		const first = await openPglite({folder, workerUrl, onProgress: step => steps.push(step)});
		await first.script('create table kept as select 42 as n');
		await first.close();
		expect(stateOf(folder)).toBe(1);
		const second = await openPglite({folder, workerUrl, onProgress: step => steps.push(step)});
		expect(await second.query('select n from kept')).toEqual([{n: 42}]);
		await second.close();
		expect(steps).toEqual(['creating', 'opening']);
	});

	test('has everything committed after a cancel, and nothing of the transaction it hit', async () => {
		const folder = path.join(home, 'cancelled');
		const session = await openPglite({folder, workerUrl});
		await session.script('create table kept (n int); insert into kept select generate_series(1, 1000)');
		await session.script('begin; delete from kept');
		const sleeping = letterOf(session.query('select pg_sleep(60)'));
		await new Promise(resolve => setTimeout(resolve, 100));
		await session.cancel();
		expect((await sleeping).kind).toBe('cancelled');
		expect(await session.query('select count(*) from kept')).toEqual([{count: 1000}]);
		await session.close();
	});

	test('has everything committed after the process was killed in the middle of writing', async () => {
		const folder = path.join(home, 'killed');
		const program = await bundleProgram(path.join(import.meta.dirname, 'programs/write-for-ever.ts'));
		const said = await new Promise<string>(resolve => {
			let text = '';
			const child = spawn(process.execPath, [program.file, folder, workerUrl.href], {stdio: ['ignore', 'pipe', 'inherit']});
			child.stdout.on('data', (chunk: Buffer) => {
				text += chunk.toString();
				if (text.split('\n').length > 500) {
					child.kill('SIGKILL');
				}
			});
			child.once('close', () => {
				resolve(text);
			});
		});
		program.dispose();
		const last = Number(said.split('\n').at(-2));
		expect(last).toBeGreaterThan(400);
		expect(stateOf(folder)).toBe(6);

		const session = await openPglite({folder, workerUrl});
		const [row] = await session.query('select count(*) as rows, max(n) as last, bool_and(text = repeat(md5(n::text), 200)) as whole from written');
		await session.close();
		// One more may have been committed and not yet told.
		expect([last, last + 1, last + 2]).toContain(row?.['last']);
		expect(row).toMatchObject({rows: row?.['last'], whole: true});
	});

	test('that was killed while it was made is made anew', async () => {
		const folder = path.join(home, 'half');
		mkdirSync(path.join(folder, 'base'), {recursive: true});
		writeFileSync(path.join(folder, 'planflip-incomplete'), '');
		writeFileSync(path.join(folder, 'PG_VERSION'), '18\n');
		const session = await openPglite({folder, workerUrl});
		expect(await session.query('select 1 as n')).toEqual([{n: 1}]);
		await session.close();
		expect(readdirSync(folder)).not.toContain('planflip-incomplete');
	});

	test('that is broken is refused, with its name and a way out', async () => {
		const folder = path.join(home, 'broken');
		mkdirSync(folder);
		writeFileSync(path.join(folder, 'PG_VERSION'), '18\n');
		const letter = await letterOf(openPglite({folder, workerUrl}));
		expect(letter).toMatchObject({kind: 'connection', where: folder});
		expect(letter.message).toContain('did not start');
		expect(letter.hint).toContain('--fresh');
		expect(readdirSync(folder)).toEqual(['PG_VERSION']);
	});

	test('of another version is refused in Postgres\'s own words', async () => {
		const folder = path.join(home, 'older');
		const session = await openPglite({folder, workerUrl});
		await session.close();
		writeFileSync(path.join(folder, 'PG_VERSION'), '16\n');
		expect((await letterOf(openPglite({folder, workerUrl}))).message).toContain('database files are incompatible');
	});
});

test('a worker that is not there is told, not waited for', async () => {
	const letter = await letterOf(openPglite({folder: null, workerUrl: new URL('file:///nowhere/pglite-worker.js')}));
	expect(letter).toMatchObject({kind: 'connection', where: 'memory'});
});

test('a process may end by itself once its session is closed', async () => {
	const program = await bundleProgram(path.join(import.meta.dirname, 'programs/open-and-close.ts'));
	const child = spawn(process.execPath, [program.file, workerUrl.href], {stdio: ['ignore', 'pipe', 'inherit']});
	const code = await new Promise(resolve => child.once('exit', resolve));
	program.dispose();
	expect(code).toBe(0);
});
