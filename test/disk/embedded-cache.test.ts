import {spawn} from 'node:child_process';
import {mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {claimEmbedded, type EmbeddedClaim} from '../../source/disk/embedded-cache.ts';
import {ownerMark, thisProcess} from '../../source/disk/owner-mark.ts';
import {needing} from '../support/needing.ts';

let cache = '';
let base = '';

beforeEach(async () => {
	cache = await mkdtemp(path.join(tmpdir(), 'planflip-test-'));
	base = path.join(cache, 'planflip/embedded');
});

afterEach(async () => {
	await rm(cache, {recursive: true, force: true});
});

function claim({fresh = false, key = 'key'} = {}): Promise<EmbeddedClaim> {
	return claimEmbedded({env: {XDG_CACHE_HOME: cache}, home: '/nowhere', key, fresh});
}

/** Fills a claim's folder as a database would: files, an empty folder, and one file that every other must agree with. */
async function fill({folder}: EmbeddedClaim, contents: string): Promise<void> {
	await mkdir(path.join(folder, 'base/5'), {recursive: true});
	await mkdir(path.join(folder, 'pg_wal/archive_status'), {recursive: true});
	await Promise.all(Array.from({length: 30}, (_, file) => writeFile(path.join(folder, 'base/5', String(file)), contents)));
}

async function contentsOf({folder}: EmbeddedClaim): Promise<string> {
	const files = await readdir(path.join(folder, 'base/5'));
	const contents = await Promise.all(files.map(file => readFile(path.join(folder, 'base/5', file), 'utf8')));
	return `${files.length} x ${[...new Set(contents)].join(' and ')}`;
}

async function keepOne(contents: string): Promise<void> {
	const first = await claim();
	await fill(first, contents);
	expect(await first.commit()).toBeNull();
	await first.release();
}

test('the first claim is empty, the next ones are ready, each in a folder of its own', async () => {
	const first = await claim();
	expect([first.state, first.note, await readdir(first.folder)]).toEqual(['empty', null, []]);
	await fill(first, 'rows');
	expect(await first.commit()).toBeNull();

	const second = await claim();
	const third = await claim();
	expect([second.state, second.note, third.state, third.note]).toEqual(['ready', null, 'ready', null]);
	expect(new Set([first.folder, second.folder, third.folder]).size).toBe(3);
	expect(await contentsOf(second)).toBe('30 x rows');
	expect(await readdir(path.join(second.folder, 'pg_wal'))).toEqual(['archive_status']);

	await fill(second, 'changed');
	expect(await contentsOf(third)).toBe('30 x rows');
	expect(await contentsOf(await claim())).toBe('30 x rows');
});

/** What is in the cache, with ids and owners taken out of the names. */
async function left(): Promise<readonly string[]> {
	return (await readdir(base)).map(name => name.replace(/\+.+/, '+used').replace(/~.+/, '~own')).sort();
}

test('what is given back is used by the next one, and one such copy is all that is left', async () => {
	const first = await claim();
	await fill(first, 'rows');
	expect(await first.commit()).toBeNull();
	await writeFile(path.join(first.folder, 'trace'), 'of the first');
	await first.release();
	await first.release();
	expect(await left()).toEqual(['key', 'key+used']);

	const [second, third] = await Promise.all([claim(), claim()]);
	expect([second.state, third.state, second.note, third.note]).toEqual(['ready', 'ready', null, null]);
	const traces = await Promise.all([second, third].map(async ({folder}) => (await readdir(folder)).includes('trace')));
	expect(traces.sort()).toEqual([false, true]);
	await Promise.all([second.release(), third.release()]);
	expect(await left()).toEqual(['key', 'key+used']);
});

test('a copy that has grown too much is not used again', async () => {
	await keepOne('rows');
	const second = await claim();
	await writeFile(path.join(second.folder, 'orphan'), 'x'.repeat(1000));
	await second.release();
	expect(await left()).toEqual(['key']);
});

test('of two that build at once the first to commit is kept, and both go on', async () => {
	const [first, second] = await Promise.all([claim(), claim()]);
	await fill(first, 'first');
	await fill(second, 'second');
	expect(await second.commit()).toBeNull();
	expect(await first.commit()).toBeNull();
	expect(await contentsOf(first)).toBe('30 x first');
	expect(await contentsOf(await claim())).toBe('30 x second');
	await Promise.all([first.release(), second.release()]);
});

test('fresh builds anew, and replaces what is kept only when it is done', async () => {
	await keepOne('old');
	const fresh = await claim({fresh: true});
	expect(fresh.state).toBe('empty');
	const old = await claim();
	expect(await contentsOf(old)).toBe('30 x old');
	await fill(fresh, 'new');
	expect(await fresh.commit()).toBeNull();
	await old.release();
	expect(await contentsOf(await claim())).toBe('30 x new');
});

test('other keys are other databases', async () => {
	await keepOne('rows');
	expect((await claim({key: 'other'})).state).toBe('empty');
});

test.each([
	['is missing', (kept: string) => rm(path.join(kept, 'manifest.json')), /manifest cannot be read/],
	['is cut off', (kept: string) => writeFile(path.join(kept, 'manifest.json'), '{"id": "x", "fi'), /manifest cannot be read/],
	['does not fit: a file is shorter', (kept: string) => writeFile(path.join(kept, 'data/base/5/7'), 'r'), /30 files of 117 bytes instead of 30 of 120/],
	['does not fit: a file is gone', (kept: string) => rm(path.join(kept, 'data/base/5/7')), /29 files of 116 bytes/],
	['stands beside no data', (kept: string) => rm(path.join(kept, 'data'), {recursive: true}), /does not exist/],
])('a kept database whose manifest %s is built anew, with a note', async (_, harm, why) => {
	await keepOne('rows');
	await claim(); // the used copy is away
	await harm(path.join(base, 'key'));
	const second = await claim();
	expect([second.state, await readdir(second.folder)]).toEqual(['empty', []]);
	expect(second.note).toMatch(why);
	expect(second.note).toMatch(/is damaged .*: it is built anew\.$/);
	await fill(second, 'again');
	expect(await second.commit()).toBeNull();
	const third = await claim();
	expect([third.state, third.note, await contentsOf(third)]).toEqual(['ready', null, '30 x again']);
});

test('a used copy that does not open is discarded first, then what it was a copy of', async () => {
	await keepOne('rows');
	const used = await claim();
	await used.discard();
	expect(await left()).toEqual(['key']);
	const copied = await claim();
	expect(copied.state).toBe('ready');
	await copied.discard();
	expect(await left()).toEqual([]);
	expect((await claim()).state).toBe('empty');
});

test('a discard leaves alone what somebody has built anew meanwhile', async () => {
	await keepOne('bad');
	await claim();
	const second = await claim();
	const fresh = await claim({fresh: true});
	await fill(fresh, 'good');
	await fresh.commit();
	await second.discard();
	expect(await contentsOf(await claim())).toBe('30 x good');
});

test('what a killed planflip left is removed, with a note; what a running one uses is not', async () => {
	await keepOne('rows');
	const dead = spawn(process.execPath, ['--version']);
	await new Promise(resolve => dead.once('exit', resolve));
	const deadOne = ownerMark({...thisProcess, pid: dead.pid ?? 0});
	const running = await claim();
	const elsewhere = path.join(base, `key~00000000~${dead.pid ?? 0}~1~abc`);
	await mkdir(path.join(base, `key~${deadOne}~abc`, 'base'), {recursive: true});
	await mkdir(elsewhere);
	const next = await claim();
	expect(next.note).toBe(`A planflip had been killed (process ${dead.pid ?? 0}); what was left behind is removed.`);
	expect(next.state).toBe('ready');
	expect((await readdir(base)).sort()).toEqual(['key', ...[running.folder, next.folder, elsewhere].map(folder => path.basename(folder))].sort());
	expect(await contentsOf(running)).toBe('30 x rows');
});

test('a process id that now belongs to another process does not keep a folder', needing(process.platform === 'linux' ? null : 'only Linux tells when a process began'), async () => {
	await mkdir(path.join(base, `key~${ownerMark({...thisProcess, start: '1'})}~abc`), {recursive: true});
	const next = await claim();
	expect(next.note).toMatch(/had been killed/);
	expect(await readdir(base)).toEqual([path.basename(next.folder)]);
});

test('what nobody has used for a month goes: other databases, and folders of other hosts', async () => {
	await keepOne('rows');
	const recent = await claim({key: 'recent'});
	await fill(recent, 'recent');
	await recent.commit();
	await recent.release();
	const elsewhere = path.join(base, 'key~00000000~1~1~abc');
	await mkdir(elsewhere);
	const longAgo = new Date(Date.now() - 31 * 86_400_000);
	await utimes(elsewhere, longAgo, longAgo);
	await utimes(path.join(base, 'key/manifest.json'), longAgo, longAgo);
	const next = await claim({key: 'recent'});
	expect([next.state, next.note]).toEqual(['ready', null]);
	expect((await readdir(base)).sort()).toEqual([path.basename(next.folder), 'recent'].sort());
	await claim({key: 'recent'}); // sweeps the used copy of what has just gone
	expect((await left()).filter(name => name.startsWith('key'))).toEqual([]);
});

test('a cache folder that cannot be written is no reason to stop', async () => {
	await writeFile(path.join(cache, 'planflip'), 'a file where the folder should be');
	const lost = await claim();
	expect(lost.state).toBe('empty');
	expect(lost.note).toMatch(/^The cache folder .* cannot be written \(.+\): the database is in .* for now, and is not kept\.$/);
	await fill(lost, 'rows');
	expect(await lost.commit()).toBeNull();
	expect(await contentsOf(lost)).toBe('30 x rows');
	await lost.release();
	await expect(readdir(path.dirname(lost.folder))).rejects.toMatchObject({code: 'ENOENT'});
});

test('a commit that fails is a note, and the folder goes on', async () => {
	const first = await claim();
	await fill(first, 'rows');
	await writeFile(path.join(base, 'key'), 'a file in its place');
	expect(await first.commit()).toMatch(/^The database could not be kept in .*: the next start builds it anew\.$/);
	expect(await contentsOf(first)).toBe('30 x rows');
});

test('whoever claims while others replace the kept database gets one of them whole, or none', async () => {
	await keepOne('0');
	let stop = false;
	const replacing = (async () => {
		for (let round = 1; !stop; round++) {
			const fresh = await claim({fresh: true});
			await fill(fresh, String(round % 10));
			await fresh.commit();
			await fresh.release();
		}
	})();
	const seen: string[] = [];
	for (let round = 0; round < 60; round++) {
		const reader = await claim();
		seen.push(reader.state === 'empty' ? `empty ${reader.note ?? ''}` : (await contentsOf(reader)).replace(/\d$/, 'n'));
		await reader.release();
	}

	stop = true;
	await replacing;
	expect([...new Set(seen)].filter(what => what !== '30 x n' && what !== 'empty ')).toEqual([]);
	expect(seen).toContain('30 x n');
}, 60_000);
