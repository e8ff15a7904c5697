/**
 * Draws the README's screenshot from the program itself: starts the bundle in a pseudo-terminal, flips to a preset, and
 * writes what the terminal shows as SVG.
 *
 *   node build/screenshot.mjs [FILE.svg] [--columns N] [--rows N] [--light] [--keys 'P 1'] [--wait REGEXP]
 */
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {pathToFileURL} from 'node:url';
import {spawn} from '@lydell/node-pty';
import {build} from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		columns: {type: 'string', default: '120'},
		rows: {type: 'string', default: '40'},
		light: {type: 'boolean', default: false},
		keys: {type: 'string', default: 'P 1'},
		wait: {type: 'string', default: 'x (?:slower|faster)'},
	},
});

/** The test suite's terminal, which is TypeScript. */
const folder = await mkdtemp(path.join(tmpdir(), 'planflip-screenshot-'));
const support = path.join(folder, 'support.mjs');
await build({
	stdin: {
		contents: ['headless-screen', 'screen-to-svg', 'key-bytes'].map(name => `export * from './test/support/${name}.ts';`).join('\n'),
		resolveDir: root,
	},
	bundle: true, platform: 'node', format: 'esm', outfile: support, logLevel: 'warning',
	banner: {js: 'import {createRequire as makeRequire} from \'node:module\';const require=makeRequire(import.meta.url);'},
});
const {createHeadlessScreen, screenToSvg, keyBytes} = await import(pathToFileURL(support).href);
await rm(folder, {recursive: true});

const columns = Number(values.columns);
const rows = Number(values.rows);
const screen = createHeadlessScreen(columns, rows);
const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), '--no-history'], {
	name: 'xterm-256color', cols: columns, rows, cwd: root,
	env: {...process.env, CI: 'false', TERM: 'xterm-256color', NO_COLOR: '', LANG: 'en_US.UTF-8', ...(values.light ? {COLORFGBG: '0;15'} : {})},
});
child.onData(data => screen.write(data));
await screen.waitFor(/current +[▁-█]/, {timeout: 120_000});
for (const key of values.keys.split(' ').filter(Boolean)) {
	await new Promise(resolve => setTimeout(resolve, 150));
	child.write(keyBytes(key));
}

await screen.waitFor(new RegExp(values.wait), {timeout: 60_000});
await new Promise(resolve => setTimeout(resolve, 500));
const file = positionals[0] ?? path.join(root, 'docs/screenshot.svg');
await writeFile(file, screenToSvg(screen.terminal, {page: values.light ? 'light' : 'dark', title: 'planflip: queries, indexes, plan, buffers and timing in one terminal'}));
child.write('q');
console.log(file);
process.exit(0);
