import {cp} from 'node:fs/promises';
import path from 'node:path';
import {claimEmbedded} from '../source/disk/embedded-cache.ts';
import {embeddedKey} from '../source/disk/embedded-key.ts';
import {baselineIndexes} from '../source/lab/fill-the-copy.ts';
import type {Benchmark} from './benchmark.ts';
import {inTerminal, type TerminalOptions} from './in-terminal.ts';
import {inTurns} from './in-turns.ts';
import {filledFolder, shipped, temporaryFolder, volume} from './the-copy.ts';

const root = path.join(import.meta.dirname, '..');

/** A cache folder as a first start leaves it behind. */
async function cacheWithTheCopy(): Promise<string> {
	const cache = await temporaryFolder();
	const key = embeddedKey({...volume, indexes: baselineIndexes(await shipped())});
	const claim = await claimEmbedded({env: {XDG_CACHE_HOME: cache}, home: cache, key, fresh: false});
	await cp(await filledFolder(), claim.folder, {recursive: true});
	await claim.commit();
	await claim.release();
	return cache;
}

async function between(args: readonly string[], options: TerminalOptions): Promise<number> {
	const [from = 0, to = 0] = await inTerminal(args, options);
	return to - from;
}

/** Opens a database, and explains a statement once the event loop has turned: only then is V8 done with the WASM. */
const bareProgram = (folder: string) => `
	import {PGlite} from ${JSON.stringify(import.meta.resolve('@electric-sql/pglite'))};
	console.log('begun');
	const pglite = await PGlite.create(${JSON.stringify(folder)});
	await new Promise(resolve => setImmediate(resolve));
	await pglite.query('explain (verbose, format json) select * from characters where id = (select id from characters limit 1)');
	console.log('explained');
	process.stdin.once('data', () => pglite.close().then(() => process.exit()));
`;

/** A second start, from the first picture to the first plan, against a program that does nothing but explain one statement on the same database. */
export const start: Benchmark = {
	name: 'start',
	async * measure() {
		const cache = await cacheWithTheCopy();
		const folder = path.join(await temporaryFolder(), 'data');
		await cp(await filledFolder(), folder, {recursive: true});
		const {ours, bare} = await inTurns(4, {
			ours: () => between([path.join(root, 'dist/cli.js')], {cache, marks: [/flip an index, watch the plan/, / Scan/], end: 'q'}),
			bare: () => between(['--input-type=module', '-e', bareProgram(folder)], {cache, marks: [/begun/, /explained/], end: 'q'}),
		});
		yield {kind: 'duration', what: 'second start: first frame to first plan', ours, reference: {what: 'PGlite and no more', ms: bare}, aim: {times: 0, plusMs: 1000}};
	},
};
