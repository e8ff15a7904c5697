import {Chalk, type ChalkInstance} from 'chalk';
import type {Capabilities} from './capabilities.ts';

/** Gives a string its look; the string keeps its width. */
export type Paint = (text: string) => string;

/** What a colour is for. Every meaning is also in a sign or a word beside it: colour alone says nothing here. */
export interface Theme {
	readonly border: Paint;
	readonly borderFocused: Paint;
	readonly title: Paint;
	readonly titleFocused: Paint;
	readonly strong: Paint;
	readonly dim: Paint;
	/** The row under the cursor of the focused pane, and of the others. */
	readonly selected: Paint;
	readonly selectedElsewhere: Paint;
	/** Where a filter matched. */
	readonly match: Paint;
	/** Self time, from next to nothing to most of it. */
	readonly heat: readonly [Paint, Paint, Paint, Paint, Paint];
	/** Blue and orange: told apart by every kind of eye. */
	readonly better: Paint;
	readonly worse: Paint;
	/** Pages found in shared buffers, fetched from outside, changed, and spilled to temporary files. */
	readonly hit: Paint;
	readonly read: Paint;
	readonly dirtied: Paint;
	readonly temp: Paint;
	/** Index switches. */
	readonly on: Paint;
	readonly off: Paint;
	readonly proposed: Paint;
	readonly constraint: Paint;
	/** The name of a key in footer and help. */
	readonly key: Paint;
	readonly success: Paint;
	readonly warning: Paint;
	readonly error: Paint;
}

/** A place in the 256 colours, and its neighbour among the sixteen. */
interface Ink {
	readonly code: number;
	readonly basic: (chalk: ChalkInstance) => ChalkInstance;
}

const ink = (code: number, basic: Ink['basic']): Ink => ({code, basic});

interface Palette {
	readonly focus: Ink;
	readonly quiet: Ink;
	readonly heat: readonly [Ink, Ink, Ink, Ink, Ink];
	readonly better: Ink;
	readonly worse: Ink;
	readonly teal: Ink;
	readonly purple: Ink;
	readonly alarm: Ink;
	readonly selection: number;
	readonly match: number;
}

// Ramps in even steps of brightness, away from the background: inferno upwards on dark, viridis downwards on light.
const palettes: Readonly<Record<Capabilities['background'], Palette>> = {
	dark: {
		focus: ink(75, chalk => chalk.blueBright),
		quiet: ink(245, chalk => chalk.gray),
		heat: [
			ink(53, chalk => chalk.blue), ink(89, chalk => chalk.magenta), ink(167, chalk => chalk.red),
			ink(214, chalk => chalk.yellow), ink(229, chalk => chalk.yellowBright),
		],
		better: ink(75, chalk => chalk.blueBright),
		worse: ink(214, chalk => chalk.yellow),
		teal: ink(79, chalk => chalk.cyan),
		purple: ink(141, chalk => chalk.magentaBright),
		alarm: ink(203, chalk => chalk.redBright),
		selection: 237,
		match: 58,
	},
	light: {
		focus: ink(26, chalk => chalk.blue),
		quiet: ink(242, chalk => chalk.gray),
		heat: [
			ink(220, chalk => chalk.gray), ink(77, chalk => chalk.cyan), ink(30, chalk => chalk.blue),
			ink(60, chalk => chalk.magenta), ink(53, chalk => chalk.red),
		],
		better: ink(26, chalk => chalk.blue),
		worse: ink(166, chalk => chalk.red),
		teal: ink(30, chalk => chalk.cyan),
		purple: ink(91, chalk => chalk.magenta),
		alarm: ink(160, chalk => chalk.red),
		selection: 254,
		match: 222,
	},
};

const same: Paint = text => text;
/** Reverse video is no colour: without colours it is what shows where the cursor is. */
const reverse: Paint = text => (text === '' ? '' : `\u001B[7m${text}\u001B[27m`);

const colorless: Theme = {
	border: same, borderFocused: same, title: same, titleFocused: same, strong: same, dim: same,
	selected: reverse, selectedElsewhere: same, match: same,
	heat: [same, same, same, same, same],
	better: same, worse: same, hit: same, read: same, dirtied: same, temp: same,
	on: same, off: same, proposed: same, constraint: same,
	key: same, success: same, warning: same, error: same,
};

/** The theme for a terminal: without colours every paint but `selected` returns its text as it is. */
export function createTheme({colorLevel, background}: Pick<Capabilities, 'colorLevel' | 'background'>): Theme {
	if (colorLevel === 0) {
		return colorless;
	}

	const chalk = new Chalk({level: colorLevel});
	const palette = palettes[background];
	const styleOf = ({code, basic}: Ink): ChalkInstance => (colorLevel === 1 ? basic(chalk) : chalk.ansi256(code));
	const paint = (color: Ink): Paint => {
		const style = styleOf(color);
		return text => style(text);
	};

	const bold = (color: Ink): Paint => {
		const style = styleOf(color).bold;
		return text => style(text);
	};

	const strong: Paint = text => chalk.bold(text);
	const dim = paint(palette.quiet);
	const [coolest, cool, warm, hot, hottest] = palette.heat;
	return {
		border: dim,
		borderFocused: paint(palette.focus),
		title: dim,
		titleFocused: bold(palette.focus),
		strong,
		dim,
		selected: reverse,
		selectedElsewhere: colorLevel === 1 ? strong : text => chalk.bgAnsi256(palette.selection)(text),
		match: colorLevel === 1 ? text => chalk.underline(text) : text => chalk.bgAnsi256(palette.match)(text),
		heat: [paint(coolest), paint(cool), paint(warm), paint(hot), paint(hottest)],
		better: paint(palette.better),
		worse: paint(palette.worse),
		hit: paint(palette.teal),
		read: paint(palette.worse),
		dirtied: paint(palette.purple),
		temp: paint(palette.alarm),
		on: paint(palette.teal),
		off: dim,
		proposed: paint(palette.purple),
		constraint: dim,
		key: bold(palette.focus),
		success: paint(palette.teal),
		warning: paint(palette.worse),
		error: bold(palette.alarm),
	};
}
