import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openPglite} from '../../source/database/open-pglite.ts';
import type {Session} from '../../source/database/session.ts';
import {claimEmbedded, type EmbeddedClaim} from '../../source/disk/embedded-cache.ts';
import {embeddedKey} from '../../source/disk/embedded-key.ts';
import {parseScale} from '../../source/workload/scale.ts';
import {bundleProgram} from '../support/bundle-program.ts';
import {pgliteWorkerUrl} from '../support/engines.ts';
import {inPreset, setUpSmall, shippedCatalog} from '../workload/shipped-catalog.ts';

let cache = '';
let key = '';
let program: {readonly file: string; readonly dispose: () => void} | undefined;

beforeAll(async () => {
	cache = await mkdtemp(path.join(tmpdir(), 'planflip-test-'));
	program = await bundleProgram(path.join(import.meta.dirname, '../fixtures/programs/hold-embedded.ts'));
	key = embeddedKey({scale: parseScale('small'), seed: 1, indexes: inPreset(await shippedCatalog(), 'baseline')});
});

afterAll(async () => {
	program?.dispose();
	await rm(cache, {recursive: true, force: true});
});

function claim(): Promise<EmbeddedClaim> {
	return claimEmbedded({env: {XDG_CACHE_HOME: cache}, home: '/nowhere', key, fresh: false});
}

function open({folder}: EmbeddedClaim): Promise<Session> {
	return openPglite({folder, workerUrl: pgliteWorkerUrl});
}

/** A second planflip, at work in its copy; `said` is its first line. */
async function holder(): Promise<{readonly child: ChildProcess; readonly said: unknown}> {
	const child = spawn(process.execPath, [program?.file ?? '', cache, key, pgliteWorkerUrl.href], {stdio: ['ignore', 'pipe', 'inherit']});
	const lines = createInterface({input: child.stdout ?? process.stdin})[Symbol.asyncIterator]();
	const first = await lines.next();
	const second = await lines.next();
	expect(second.value).toBe('working');
	return {child, said: JSON.parse(String(first.value))};
}

async function kill(child: ChildProcess): Promise<void> {
	const gone = new Promise(resolve => child.once('exit', resolve));
	child.kill('SIGKILL');
	await gone;
}

async function expectWhole(session: Session): Promise<void> {
	expect(await session.query('select count(*) as shots, count(distinct scene_id) as scenes from shots')).toEqual([{shots: 5000, scenes: 500}]);
	expect(await session.query('select to_regclass(\'held\') as held')).toEqual([{held: null}]);
}

test('filled once, kept, and opened again by those who come later, whatever happens to the others', async () => {
	expect(key).toMatch(/^pglite-\d+\.\d+\.\d+-small-seed-1-[\da-f]{8}$/);

	const first = await claim();
	expect(first.state).toBe('empty');
	const filling = await open(first);
	await setUpSmall(filling);
	await filling.close();
	expect(await first.commit()).toBeNull();
	const again = await open(first);
	await expectWhole(again);

	// Two at work at once, one of them killed in the middle of it.
	const {child, said} = await holder();
	expect(said).toMatchObject({state: 'ready', note: null});
	for (let round = 0; round < 2; round++) {
		const reader = await claim();
		expect([reader.state, reader.note]).toEqual(['ready', null]);
		const session = await open(reader);
		await expectWhole(session);
		await session.close();
		await reader.release();
	}

	await kill(child);
	const next = await claim();
	expect(next.state).toBe('ready');
	expect(next.note).toBe(`A planflip had been killed (process ${child.pid ?? 0}); what was left behind is removed.`);
	const session = await open(next);
	await expectWhole(session);
	await Promise.all([session.close(), again.close()]);
	await Promise.all([next.release(), first.release()]);
	expect((await readdir(path.join(cache, 'planflip/embedded'))).map(name => name.replace(/\+.+/, '+used')).sort()).toEqual([key, `${key}+used`]);

	const last = await claim();
	const reopened = await open(last);
	await expectWhole(reopened);
	await reopened.close();
	await last.release();
}, 120_000);
