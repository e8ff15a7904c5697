import {type Cell, cellOf, type HeadlessTerminal} from './headless-screen.ts';

export interface SvgOptions {
	/** The page's colours; `dark` by default. */
	readonly page?: 'dark' | 'light';
	/** Said by screen readers, and shown where images are not. */
	readonly title?: string;
}

/** Pixels. A cell is as wide as the usual monospaced letter at this size; `textLength` holds other fonts to it. */
const cell = {width: 8.4, height: 17, fontSize: 14, baseline: 13};
const margin = 12;
const fonts = '\'JetBrains Mono\', \'DejaVu Sans Mono\', Menlo, Consolas, monospace';

const pages = {
	dark: {
		text: '#d6dae0',
		page: '#14171c',
		sixteen: ['#2b3038', '#e0626c', '#8fc27a', '#e3c06c', '#5aa9f0', '#c38ae0', '#54b8c0', '#c8ccd4',
			'#7a828e', '#f07f88', '#a8d896', '#f0d488', '#7cc0ff', '#d8a8f0', '#78d0d8', '#ffffff'],
	},
	light: {
		text: '#24292f',
		page: '#ffffff',
		sixteen: ['#24292f', '#c0262d', '#2e7d32', '#9a6700', '#0b62c4', '#8250a8', '#0f7a84', '#6e7781',
			'#57606a', '#a40e26', '#1a7f37', '#7d4e00', '#0969da', '#7a3fa0', '#0f7a84', '#24292f'],
	},
} as const;

type Page = typeof pages[keyof typeof pages];

const hex = (channels: readonly number[]) => `#${channels.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;

/** A colour as xterm numbers it: the sixteen, a cube of 6x6x6, 24 greys. */
function colorOf(color: Cell['color'], page: Page): string | null {
	if (color === null || typeof color === 'string') {
		return color;
	}

	if (color < 16) {
		return page.sixteen[color] ?? page.text;
	}

	if (color >= 232) {
		const grey = 8 + (color - 232) * 10;
		return hex([grey, grey, grey]);
	}

	const steps = [0, 95, 135, 175, 215, 255];
	const index = color - 16;
	return hex([Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map(step => steps[step] ?? 0));
}

interface Look {
	readonly color: string;
	/** null where the page shows through. */
	readonly background: string | null;
	readonly attributes: string;
}

function lookOf(at: Cell, page: Page): Look {
	const color = colorOf(at.color, page) ?? page.text;
	const background = colorOf(at.background, page);
	const attributes = [
		at.bold ? ' font-weight="bold"' : '',
		at.italic ? ' font-style="italic"' : '',
		at.underline ? ' text-decoration="underline"' : '',
		at.dim ? ' opacity="0.6"' : '',
	].join('');
	return at.inverse
		? {color: background ?? page.page, background: color, attributes}
		: {color, background, attributes};
}

/** Which edges a box-drawing sign reaches: up, right, down, left. Drawn, because fonts leave gaps between rows. */
const boxArms: Readonly<Record<string, string>> = {
	'─': 'rl', '│': 'ud', '┌': 'rd', '┐': 'dl', '└': 'ur', '┘': 'ul', '├': 'urd', '┤': 'udl', '┬': 'rdl', '┴': 'url', '┼': 'urdl',
};
const leftBlocks = '▏▎▍▌▋▊▉█';
const lowerBlocks = '▁▂▃▄▅▆▇█';

const number = (value: number) => String(Math.round(value * 100) / 100);

function rectangle(x: number, y: number, width: number, height: number, color: string): string {
	return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" fill="${color}"/>`;
}

/** A sign that must touch its neighbours, as shapes; null for one that a font draws. */
function shapeOf(sign: string, x: number, y: number, {color, attributes}: Look): string | null {
	const arms = boxArms[sign];
	if (arms !== undefined) {
		const [middleX, middleY] = [x + cell.width / 2, y + cell.height / 2];
		const ends: Readonly<Record<string, string>> = {u: `V${number(y)}`, d: `V${number(y + cell.height)}`, r: `H${number(x + cell.width)}`, l: `H${number(x)}`};
		const path = [...arms].map(arm => `M${number(middleX)} ${number(middleY)}${ends[arm]}`).join('');
		return `<path d="${path}" stroke="${color}"${attributes} stroke-linecap="square"/>`;
	}

	const left = leftBlocks.indexOf(sign);
	if (left !== -1) {
		return rectangle(x, y, cell.width * (left + 1) / 8, cell.height, color);
	}

	const lower = lowerBlocks.indexOf(sign);
	if (lower !== -1) {
		const height = cell.height * (lower + 1) / 8;
		return rectangle(x, y + cell.height - height, cell.width, height, color);
	}

	return null;
}

const isRightToLeft = (text: string) => /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);

interface Run {
	readonly x: number;
	readonly width: number;
	readonly text: string;
	readonly look: Look;
	readonly rightToLeft: boolean;
}

const isSameLook = (one: Look, other: Look) =>
	one.color === other.color && one.background === other.background && one.attributes === other.attributes;

/** Cells of one look and one direction, so that a right-to-left word is turned within its own cells and moves nothing else. */
function runsOf(terminal: HeadlessTerminal, row: number, page: Page): Run[] {
	const runs: Run[] = [];
	for (let x = 0; x < terminal.cols; x++) {
		const at = cellOf(terminal, x, row);
		if (at.width === 0) {
			continue;
		}

		const text = at.text === '' ? ' ' : at.text;
		const look = lookOf(at, page);
		const last = runs.at(-1);
		const rightToLeft = isRightToLeft(text) || (text === ' ' && last !== undefined && last.rightToLeft);
		const drawn = (sign: string) => shapeOf([...sign][0] ?? '', 0, 0, look) !== null;
		if (last !== undefined && isSameLook(last.look, look) && last.rightToLeft === rightToLeft && drawn(last.text) === drawn(text)) {
			runs[runs.length - 1] = {...last, width: last.width + at.width, text: last.text + text};
		} else {
			runs.push({x, width: at.width, text, look, rightToLeft});
		}
	}

	return runs;
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function runToSvg(run: Run, row: number): string {
	const {look, rightToLeft} = run;
	const [x, y] = [margin + run.x * cell.width, margin + row * cell.height];
	const parts = look.background === null ? [] : [rectangle(x, y, run.width * cell.width, cell.height, look.background)];
	const signs = [...run.text];
	const shapes = signs.map((sign, index) => shapeOf(sign, x + index * cell.width, y, look));
	if (shapes.every(shape => shape !== null)) {
		return [...parts, ...shapes].join('');
	}

	const text = run.text.trimEnd();
	if (text.trim() !== '') {
		const lead = text.length - text.trimStart().length;
		const width = (run.width - (run.text.length - text.length) - lead) * cell.width;
		parts.push(`<text x="${number(x + lead * cell.width)}" y="${number(y + cell.baseline)}" textLength="${number(width)}"`
			+ ` lengthAdjust="spacingAndGlyphs" fill="${look.color}"${look.attributes}${rightToLeft ? ' unicode-bidi="isolate"' : ''}>`
			+ `${escapeXml(text.trimStart())}</text>`);
	}

	return parts.join('');
}

/** What the terminal shows, as a picture that needs no font of its own and looks the same in every browser. */
export function screenToSvg(terminal: HeadlessTerminal, {page: name = 'dark', title = 'planflip'}: SvgOptions = {}): string {
	const page = pages[name];
	const width = number(terminal.cols * cell.width + 2 * margin);
	const height = number(terminal.rows * cell.height + 2 * margin);
	const rows = Array.from({length: terminal.rows}, (_, row) => runsOf(terminal, row, page).map(run => runToSvg(run, row)).join(''))
		.filter(row => row !== '');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
		`<title>${escapeXml(title)}</title>`,
		`<rect width="100%" height="100%" rx="8" fill="${page.page}"/>`,
		`<g font-family="${fonts}" font-size="${cell.fontSize}" xml:space="preserve" fill="none">`,
		...rows,
		'</g>',
		'</svg>',
		'',
	].join('\n');
}
