/** How planflip is bundled, apart from which file becomes which; tests bundle their small programs the same way. */
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {inkSharedCaches} from './ink-shared-caches.mjs';

/** Modules replaced by a line: never used in a terminal that people look at, but loaded by those that are. */
const stubs = {
	name: 'stubs',
	setup(build) {
		const modules = new Map([
			// Development only; brings a web socket server along.
			['react-devtools-core', 'export default {};'],
			['./devtools.js', ''],
			// Ink writes nothing until exit where CI is set. Planflip opens its screen on a terminal only, and there it draws.
			['is-in-ci', 'export default false;'],
		]);
		build.onResolve({filter: /^(?:react-devtools-core|\.\/devtools\.js|is-in-ci)$/}, ({path: name, importer}) =>
			name === './devtools.js' && !/[\\/]ink[\\/]build[\\/]/.test(importer)
				? undefined
				: {path: name, namespace: 'stub', sideEffects: false});
		build.onLoad({filter: /.*/, namespace: 'stub'}, ({path: name}) => ({contents: modules.get(name), loader: 'js'}));
	},
};

/** `import schema from './schema.sql?raw'`, as Vite and vitest spell it. */
const rawText = {
	name: 'raw-text',
	setup(build) {
		build.onResolve({filter: /\?raw$/}, ({path: name, resolveDir}) => ({
			path: path.resolve(resolveDir, name.slice(0, -'?raw'.length)),
			namespace: 'raw',
		}));
		build.onLoad({filter: /.*/, namespace: 'raw'}, async ({path: file}) => ({
			contents: await readFile(file, 'utf8'),
			loader: 'text',
			watchFiles: [file],
		}));
	},
};

export const bundleOptions = {
	platform: 'node',
	format: 'esm',
	target: 'node20',
	bundle: true,
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: 'none', // THIRD-PARTY.txt has them
	charset: 'utf8',
	logLevel: 'warning',
	define: {
		'process.env.NODE_ENV': '"production"',
		// Nothing here speaks HTTP. Yoga would read its own WASM, which it has as text, through fetch where there is one, and
		// loading that takes Node 40 ms.
		fetch: 'undefined',
	},
	loader: {'.sql': 'text'},
	// PGlite and PostgreSQL's parser load their WASM from beside themselves; pg-native is pg's optional libpq binding.
	external: ['@electric-sql/pglite', 'libpg-query', 'pg-native'],
	// pg and others are CommonJS and require Node's own modules.
	banner: {js: 'import {createRequire as createBundleRequire} from \'node:module\';const require=createBundleRequire(import.meta.url);'},
	plugins: [stubs, rawText, inkSharedCaches()],
};
