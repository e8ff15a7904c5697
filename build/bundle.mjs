/**
 * source/ -> dist/: one small door (cli.js) and lazily loaded chunks beside it, because 400 separate modules take
 * Node 20 twice as long to open as the first frame may take. Chunks lie flat in dist/, so that
 * `new URL('./pglite-worker.js', import.meta.url)` and `new URL('../queries', import.meta.url)` hold from any of them.
 */
import {existsSync} from 'node:fs';
import {chmod, mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {bundleOptions} from './bundle-options.mjs';
import {thirdPartyNotices} from './third-party.mjs';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const executable = 'cli.js';
const entries = [
	{in: 'source/cli.ts', out: 'cli'},
	{in: 'source/database/pglite-worker.ts', out: 'pglite-worker'},
];

function bundle(entryPoints) {
	return build({
		...bundleOptions,
		absWorkingDir: root,
		entryPoints,
		outdir: 'dist',
		entryNames: '[name]',
		chunkNames: '[name]-[hash]',
		splitting: true,
		write: false,
		metafile: true,
	});
}

/** A planflip may be running from dist/: a file is replaced whole, and only when it changed. */
async function put(file, contents) {
	const old = existsSync(file) ? await readFile(file) : null;
	if (old?.equals(contents)) {
		return;
	}

	const beside = `${file}.${process.pid}.new`;
	await writeFile(beside, contents);
	if (path.basename(file) === executable) {
		await chmod(beside, 0o755);
	}

	await rename(beside, file);
}

const started = performance.now();
const present = entries.filter(entry => existsSync(path.join(root, entry.in)));
const {outputFiles, metafile} = await bundle(present).catch(() => {
	process.exit(1); // esbuild has said what is wrong, and where
});
const files = new Map(outputFiles.map(file => [path.basename(file.path), Buffer.from(file.contents)]));
const door = files.get(executable);
if (door !== undefined && !door.subarray(0, 2).equals(Buffer.from('#!'))) {
	files.set(executable, Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), door]));
}

files.set('THIRD-PARTY.txt', Buffer.from(await thirdPartyNotices(metafile, root)));

await mkdir(dist, {recursive: true});
// The door last: it names chunks that must be there.
for (const [name, contents] of [...files].sort(([a], [b]) => Number(a === executable) - Number(b === executable))) {
	await put(path.join(dist, name), contents);
}

for (const name of await readdir(dist)) {
	if (!files.has(name) && !name.endsWith('.new')) {
		await rm(path.join(dist, name), {recursive: true, force: true});
	}
}

const kilobytes = Math.round([...files.values()].reduce((sum, contents) => sum + contents.length, 0) / 1000);
console.log(`dist/: ${files.size} files, ${kilobytes} kB, in ${Math.round(performance.now() - started)} ms`);
