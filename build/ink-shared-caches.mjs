/**
 * Ink throws its caches away with every frame, and so tokenises, measures and cuts every visible line again for each key.
 * What a line comes to depends on the line alone, so the caches may live as long as the process:
 * the bytes written stay the same, at about half the CPU per key.
 *
 * Ink 6 offers no option for this, hence a patch by exact text, each file whole or not at all:
 * when Ink changes, the bundle takes that file as it is and says so.
 */
import {readFile} from 'node:fs/promises';
import path from 'node:path';

/** Lines are the heavy entries (one object a character, some 10 kB); a tall screen shows a few hundred of them. */
const lineBound = 2000;
const widthBound = 20_000;

/** Forgetting everything when a map is full costs one slow frame, now and then. */
const bounded = (map, bound, set) => `if (${map}.size >= ${bound}) ${map}.clear(); ${set}`;

const remembered = (name, parameters, key, compute) => `const ${name}Cache = new Map();
const ${name} = (${parameters}) => {
	const key = ${key};
	let value = ${name}Cache.get(key);
	if (value === undefined) {
		value = ${compute};
		${bounded(`${name}Cache`, lineBound, `${name}Cache.set(key, value);`)}
	}
	return value;
};
`;

const patches = {
	'output.js': [
		['this.styledChars.set(line, cached);', bounded('this.styledChars', lineBound, 'this.styledChars.set(line, cached);')],
		['this.widths.set(text, cached);', bounded('this.widths', widthBound, 'this.widths.set(text, cached);')],
		['this.blockWidths.set(text, cached);', bounded('this.blockWidths', lineBound, 'this.blockWidths.set(text, cached);')],
		['caches = new OutputCaches();', 'caches = sharedCaches;'],
		['export default class Output {', `const sharedCaches = new OutputCaches();
${remembered('sharedSlice', 'line, from, to', '`${from} ${to} ${line}`', 'sliceAnsi(line, from, to)')}export default class Output {`],
		['return sliceAnsi(line, from, to);', 'return sharedSlice(line, from, to);'],
	],
	'render-node-to-output.js': [
		['const currentWidth = widestLine(text);', 'const currentWidth = sharedWidestLine(text);'],
		['const renderNodeToOutput = (node, output, options) => {', `${remembered('sharedWidestLine', 'text', 'text', 'widestLine(text)')}const renderNodeToOutput = (node, output, options) => {`],
	],
};

/** The named file of Ink with caches shared across frames, or null when a place to patch is not there exactly once. */
export function shareCaches(file, source) {
	let shared = source;
	for (const [stock, replacement] of patches[file]) {
		if (source.split(stock).length !== 2) {
			return null;
		}

		shared = shared.replace(stock, () => replacement);
	}

	return shared;
}

/** The esbuild plugin; `note` receives a sentence when a file of stock Ink is used instead. */
export function inkSharedCaches({note = sentence => console.error(sentence)} = {}) {
	return {
		name: 'ink-shared-caches',
		setup(build) {
			build.onLoad({filter: /[\\/]node_modules[\\/]ink[\\/]build[\\/](?:output|render-node-to-output)\.js$/}, async ({path: where}) => {
				const file = path.basename(where);
				const contents = shareCaches(file, await readFile(where, 'utf8'));
				if (contents === null) {
					note(`note: ink/build/${file} has no place for shared caches any more; bundling it as it is`);
					return undefined;
				}

				return {contents, loader: 'js'};
			});
		},
	};
}
