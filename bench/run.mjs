/**
 * npm run bench [-- FILTER ...]: bundles the benchmarks as planflip itself is bundled, as Node 20 reads no TypeScript, and
 * runs those whose name contains one of the words.
 */
import {spawn} from 'node:child_process';
import {mkdir, mkdtemp, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {bundleOptions} from '../build/bundle-options.mjs';

const root = path.join(import.meta.dirname, '..');

/** A source file goes on finding what lies beside it, wherever the bundle is. */
const whereItStands = {
	name: 'where-it-stands',
	setup(build) {
		build.onLoad({filter: /[\\/](?:bench|source|seeds|test)[\\/].*\.tsx?$/}, async ({path: file}) => file.includes('node_modules') ? undefined : {
			contents: (await readFile(file, 'utf8'))
				.replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
				.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)),
			loader: file.endsWith('x') ? 'tsx' : 'ts',
		});
	},
};

// From below node_modules, packages that no bundle can hold are found: native ones, and PGlite with its WASM.
const cache = path.join(root, 'node_modules/.cache');
await mkdir(cache, {recursive: true});
const folder = await mkdtemp(path.join(cache, 'planflip-bench-'));
const bundle = (changes, plugins) => build({
	...bundleOptions,
	absWorkingDir: root,
	outdir: folder,
	external: [...bundleOptions.external, '@lydell/node-pty'],
	plugins: [whereItStands, ...plugins],
	...changes,
});

try {
	await bundle({entryPoints: {main: 'bench/main.ts', planflip: 'bench/keys/planflip.tsx'}}, bundleOptions.plugins);
	await bundle({entryPoints: {bare: 'bench/keys/bare.tsx'}}, bundleOptions.plugins.filter(({name}) => name !== 'ink-shared-caches'));
	const child = spawn(process.execPath, [path.join(folder, 'main.js'), ...process.argv.slice(2)], {cwd: root, stdio: 'inherit', env: {...process.env, CI: 'false', NODE_ENV: 'production'}});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			child.kill(signal);
		});
	}

	process.exitCode = await new Promise(resolve => {
		child.once('exit', code => {
			resolve(code ?? 1);
		});
	});
} finally {
	await rm(folder, {recursive: true, force: true});
}
