import {sanitise} from '../text/plain.ts';
import {fitLine} from '../view/fit-line.ts';
import {type Line, lineText, type Tone} from '../view/line.ts';
import {asciiSigns} from './ascii.ts';
import type {Capabilities} from './terminal/capabilities.ts';
import {createTheme, type Paint, type Theme} from './terminal/theme.ts';

export interface Painter {
	readonly theme: Theme;
	/** A line of view data as a string of exactly `width` cells. */
	readonly line: (line: Line, width: number) => string;
	/** The same as the row under the cursor; `focused` when its pane has the keys. */
	readonly selected: (line: Line, width: number, focused: boolean) => string;
	/** Signs as this terminal can show them. */
	readonly signs: (text: string) => string;
}

/** What would steer a terminal. Whoever makes a line makes plain text of what the database said; here is the last wall. */
const steering = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u;

function walled(line: Line): Line {
	return line.some(({text}) => steering.test(text)) ? line.map(({text, tone}) => ({text: sanitise(text), tone})) : line;
}

export function createPainter(capabilities: Capabilities): Painter {
	const theme = createTheme(capabilities);
	const signs = capabilities.unicode ? (text: string) => text : asciiSigns;
	const tones: Record<Tone, Paint> = {
		plain: text => text,
		dim: theme.dim,
		strong: theme.strong,
		title: theme.strong,
		key: theme.key,
		better: theme.better,
		worse: theme.worse,
		warn: theme.warning,
		error: theme.error,
		relation: theme.strong,
		index: theme.on,
		proposed: theme.proposed,
		faster: text => theme.strong(theme.better(text)),
		slower: text => theme.strong(theme.worse(text)),
		hit: theme.hit,
		read: theme.read,
		cursor: theme.selected,
		match: theme.match,
		heat0: theme.dim,
		heat1: theme.heat[1],
		heat2: theme.heat[2],
		heat3: theme.heat[3],
		heat4: theme.heat[4],
	};
	const paint = (line: Line) => line.map(({text, tone}) => text === '' ? '' : tones[tone](signs(text))).join('');
	return {
		theme,
		signs,
		line: (line, width) => paint(fitLine(walled(line), width)),
		selected(line, width, focused) {
			const fitted = fitLine(walled(line), width);
			// Reverse video keeps no other colour readable: the focused cursor is one plain bar.
			return focused ? theme.selected(signs(lineText(fitted))) : theme.selectedElsewhere(paint(fitted));
		},
	};
}
