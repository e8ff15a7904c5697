/**
 * Ink throws its caches away with every frame, and so tokenises, measures and cuts every visible line again for each key.
 * What a line comes to depends on the line alone, so the caches may live as long as the process. It compares each
 * character's style with its neighbour's, set by set, where most have the very same. And a single border sends a line
 * to be measured grapheme by grapheme, which takes longer than all else in the first full frame. It fills each frame with new blanks, and
 * writes every line anew, of which most are made of the characters of a frame ago. With all of it gone
 * the bytes written stay the same, at about a quarter of the CPU per key.
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

const blankCell = `row.push({
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                });`;
/** Never less than one cell: before the combining signs nothing takes more. */
const widthOfCharacter = 'Math.max(1, this.caches.getStringWidth(character.value))';
const textOfLine = `.map(line => {
            // See https://github.com/vadimdemedes/ink/pull/564#issuecomment-1637022742
            const lineWithoutEmptyItems = line.filter(item => item !== undefined);
            return styledCharsToString(lineWithoutEmptyItems).trimEnd();
        })`;
/** Most lines are made of the very characters that they were made of a frame ago. */
const sharedText = `const sharedBlank = {type: 'char', value: ' ', fullWidth: false, styles: []};
const lastLines = [];
const sharedText = (line, y) => {
	const last = lastLines[y];
	if (last !== undefined && last.line.length === line.length && line.every((character, x) => character === last.line[x])) {
		return last.text;
	}
	const text = styledCharsToString(line.filter(item => item !== undefined)).trimEnd();
	lastLines[y] = {line, text};
	return text;
};
`;

const patches = {
	'output.js': [
		['this.styledChars.set(line, cached);', bounded('this.styledChars', lineBound, 'this.styledChars.set(line, cached);')],
		['this.widths.set(text, cached);', bounded('this.widths', widthBound, 'this.widths.set(text, cached);')],
		['this.blockWidths.set(text, cached);', bounded('this.blockWidths', lineBound, 'this.blockWidths.set(text, cached);')],
		['caches = new OutputCaches();', 'caches = sharedCaches;'],
		['export default class Output {', `const sharedCaches = new OutputCaches();
${remembered('sharedSlice', 'line, from, to', '`${from} ${to} ${line}`', 'sliceAnsi(line, from, to)')}${sharedText}export default class Output {`],
		['return sliceAnsi(line, from, to);', 'return sharedSlice(line, from, to);'],
		[blankCell, 'row.push(sharedBlank);'],
		[widthOfCharacter, `character.value.length === 1 && character.value < '\\u0300' ? 1 : ${widthOfCharacter}`],
		[textOfLine, '.map((line, y) => sharedText(line, y))'],
	],
	'render-node-to-output.js': [
		['const currentWidth = widestLine(text);', 'const currentWidth = sharedWidestLine(text);'],
		['const renderNodeToOutput = (node, output, options) => {', `${remembered('sharedWidestLine', 'text', 'text', 'widestLine(text)')}const renderNodeToOutput = (node, output, options) => {`],
	],
	// Nobody changes an array of codes: every new style is a new array.
	'styledChars.js': [
		['styles: [...codes],', 'styles: codes,'],
		[
			'ret += ansiCodesToString(diffAnsiCodes(chars[i - 1].styles, char.styles));',
			'if (chars[i - 1].styles !== char.styles) ret += ansiCodesToString(diffAnsiCodes(chars[i - 1].styles, char.styles));',
		],
	],
	// string-width's. The signs are those of source/text/cells.ts, whose test proves that they take one cell each.
	'index.js': [
		[
			'if (/^[\\u0020-\\u007E]*$/.test(string)) {',
			'if (/^[\\u0020-\\u007E]*$/.test(string) || (ambiguousIsNarrow && /^[\\u0020-\\u007E·×–…←↑→↓≥─-▟▲▸▼●]*$/.test(string))) {',
		],
	],
};

const patched = /[\\/]node_modules[\\/](?:ink[\\/]build[\\/](?:output|render-node-to-output)|@alcalzone[\\/]ansi-tokenize[\\/]build[\\/]styledChars|string-width[\\/]index)\.js$/;
/** wrap-ansi brings an older string-width along, for lines that do not fit. */
const nested = /[\\/]node_modules[\\/].*[\\/]node_modules[\\/]/;

/** The named file of Ink, or of what it tokenises and measures with, with caches shared across frames, or null when a place to patch is not there exactly once. */
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
			build.onLoad({filter: patched}, async ({path: where}) => {
				if (nested.test(where)) {
					return undefined;
				}

				const file = path.basename(where);
				const contents = shareCaches(file, await readFile(where, 'utf8'));
				if (contents === null) {
					note(`note: ${where.split(/node_modules[\\/]/).at(-1)} has no place for shared caches any more; bundling it as it is`);
					return undefined;
				}

				return {contents, loader: 'js'};
			});
		},
	};
}
