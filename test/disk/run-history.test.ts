import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {findRun} from '../../source/disk/find-run.ts';
import {entryMark, readRunFileName, runFileName} from '../../source/disk/run-file-name.ts';
import {runHistory} from '../../source/disk/run-history.ts';
import {listRuns, readRun} from '../../source/disk/runs-folder.ts';
import {stateFolder} from '../../source/disk/state-folder.ts';
import type {RunRecord} from '../../source/experiment/run-record.ts';
import type {Run} from '../../source/experiment/run.ts';
import {onSmall, runRecord} from '../support/run-records.ts';

function emptyFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-runs-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	return path.join(folder, 'state', 'runs');
}

const at = (minute: number, changes: Partial<Run> = {}) => ({run: {startedAt: new Date(Date.UTC(2026, 10, 25, 17, minute)), ...changes}});
const of = (entry: string): Partial<Run> => ({subject: {...runRecord('00000000').run.subject, entry}});
const keepAll = async (folder: string, ...records: readonly RunRecord[]) => {
	const history = runHistory(folder);
	for (const record of records) {
		expect(await history.keep([record])).toBeNull();
	}
};

describe('where runs are kept', () => {
	it.each([
		[{XDG_STATE_HOME: '/var/state/me'}, '/var/state/me/planflip'],
		[{XDG_STATE_HOME: ''}, '/home/me/.local/state/planflip'],
		[{XDG_STATE_HOME: 'relative'}, '/home/me/.local/state/planflip'],
		[{}, '/home/me/.local/state/planflip'],
	])('%j: %s', (env, folder) => {
		expect(stateFolder(env, '/home/me')).toBe(folder);
	});

	it('is for nobody else to read: parameters are in it', async () => {
		const folder = emptyFolder();
		await keepAll(folder, runRecord('a1b2c3d4'));
		const [name = ''] = readdirSync(folder);
		expect(statSync(folder).mode & 0o777).toBe(0o700);
		expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
		expect(name).toBe('19700101T000000000Z~run~shots-of-a-scene~23842821~a1b2c3d4.json');
	});

	it.each(['shots-of-a-scene', 'a~b/c', '../../etc/passwd', 'لقطات المشهد', 'x'.repeat(200), '', 'CON .'])('a query called %j gets a file name of its own that can be read again', entry => {
		const record = runRecord('a1b2c3d4', {run: of(entry)});
		const name = runFileName(record, record.run.startedAt);
		expect(name).toMatch(/^[\w.~-]{1,150}$/);
		expect(readRunFileName(name)).toMatchObject({id: 'a1b2c3d4', entry: entryMark(entry)});
		expect(entryMark(`${entry}!`)).not.toBe(entryMark(entry));
	});
});

describe('the past of a query', () => {
	it('is that of this query on this database, newest first, without baselines of others', async () => {
		const folder = emptyFolder();
		await keepAll(
			folder,
			runRecord('00000001', at(1)),
			runRecord('00000002', at(2, of('shots-of-a-scene-2'))),
			runRecord('00000003', {...at(3), database: {label: 'PGlite (embedded), small, seed 1', key: `${onSmall.key}-of-another-version`}}),
			runRecord('00000004', at(4)),
		);
		await runHistory(folder).keep([runRecord('00000005', at(5)), runRecord('00000006', {...at(5), turns: {role: 'baseline', current: '00000005'}})]);
		const {runs, note} = await runHistory(folder).past('shots-of-a-scene', onSmall, 2);
		expect({ids: runs.map(({id}) => id), note}).toEqual({ids: ['00000005', '00000004'], note: null});
	});

	it('without a folder is empty', async () => {
		expect(await runHistory(emptyFolder()).past('shots-of-a-scene', onSmall, 5)).toEqual({runs: [], note: null});
	});

	it('leaves out a damaged file, says so once, and does not touch it', async () => {
		const folder = emptyFolder();
		await keepAll(folder, runRecord('00000001', at(1)), runRecord('00000002', at(2)));
		const {files} = await listRuns(folder);
		const damaged = path.join(folder, files[0]?.name ?? '');
		writeFileSync(damaged, readFileSync(damaged, 'utf8').slice(0, 100));
		const history = runHistory(folder);
		const first = await history.past('shots-of-a-scene', onSmall, 5);
		expect(first.runs.map(({id}) => id)).toEqual(['00000001']);
		expect(first.note).toMatch(/A kept run is left out: .*damaged.*00000002/);
		expect((await history.past('shots-of-a-scene', onSmall, 5)).note).toBeNull();
		expect(statSync(damaged).size).toBe(100);
	});

	it('tells runs from what others put there, and says nothing of hidden files', async () => {
		const folder = emptyFolder();
		await keepAll(folder, runRecord('00000001', at(1)));
		for (const name of ['notes.txt', '.DS_Store', '.00000009.new']) {
			writeFileSync(path.join(folder, name), '');
		}

		const {files, foreign} = await listRuns(folder);
		expect(files.map(({id}) => id)).toEqual(['00000001']);
		expect(foreign).toEqual(['notes.txt']);
	});
});

describe('keeping a run', () => {
	it('where a folder cannot be is a note, told once, and never an error', async () => {
		const folder = emptyFolder();
		mkdirSync(path.dirname(path.dirname(folder)), {recursive: true});
		writeFileSync(path.dirname(folder), 'a file where the folder should be');
		const history = runHistory(folder);
		expect(await history.keep([runRecord('00000001')])).toMatch(/could not be kept in .*: .*--no-history/);
		expect(await history.keep([runRecord('00000002')])).toBeNull();
		expect((await history.past('shots-of-a-scene', onSmall, 5)).note).toMatch(/cannot be read/);
	});

	it('by many at once loses none', async () => {
		const folder = emptyFolder();
		const histories = [runHistory(folder), runHistory(folder)];
		const ids = await Promise.all(Array.from({length: 100}, async (_, count) => {
			const history = histories[count % 2] ?? runHistory(folder);
			const id = history.newId();
			expect(await history.keep([runRecord(id, at(1))])).toBeNull();
			return id;
		}));
		const {files, foreign} = await listRuns(folder);
		expect(foreign).toEqual([]);
		expect(files.map(({id}) => id).sort()).toEqual(ids.sort());
		expect(new Set(ids).size).toBe(100);
		await Promise.all(files.map(({name}) => readRun(path.join(folder, name))));
	});
});

describe('a run by the name a person types', () => {
	const inFolder = async () => {
		const folder = emptyFolder();
		await keepAll(folder, runRecord('aa000001', at(1)), runRecord('aa000002', at(2, of('user-by-id'))), runRecord('b0000003', at(3)));
		await runHistory(folder).keep([runRecord('c0000004', at(4)), runRecord('d0000005', {...at(5), turns: {role: 'baseline', current: 'c0000004'}})]);
		return {folder, find: async (word: string) => readRunFileName(path.basename(await findRun(folder, word)))?.id};
	};

	it.each([
		['c0000004', 'c0000004'],
		['C0', 'c0000004'],
		['d', 'd0000005'],
		['latest', 'c0000004'],
		['previous', 'b0000003'],
		['user-by-id@latest', 'aa000002'],
		['shots-of-a-scene@previous', 'b0000003'],
	])('%s is %s', async (word, id) => {
		const {find} = await inFolder();
		expect(await find(word)).toBe(id);
	});

	it.each([
		['aa', /2 runs begin with "aa"/, /aa000002 \(user-by-id\), aa000001 \(shots-of-a-scene\)/],
		['b00000033', /There is no run "b00000033"/, /Did you mean "b0000003"\? The newest: c0000004/],
		['lates', /There is no run/, /Did you mean "latest"\?/],
		['user-by-id@previous', /There is no run/, /planflip runs lists them/],
		['', /There is no run/, /The newest/],
	])('%j: %s', async (word, message, hint) => {
		const {find} = await inFolder();
		await expect(find(word)).rejects.toMatchObject({kind: 'usage', message: expect.stringMatching(message) as string, hint: expect.stringMatching(hint) as string});
	});

	it('where none was kept, says how to keep one', async () => {
		await expect(findRun(emptyFolder(), 'latest')).rejects.toMatchObject({hint: 'None was kept so far: planflip run ENTRY keeps one.'});
	});
});
