import type {ColorSupportLevel} from 'chalk';

export interface Capabilities {
	/** 0 none, 1 the sixteen, 2 the 256, 3 all. */
	readonly colorLevel: ColorSupportLevel;
	/** Whether guides, bars and borders may leave ASCII. */
	readonly unicode: boolean;
	/** A guess; the terminal itself may correct it (`background-query.ts`). */
	readonly background: 'dark' | 'light';
}

export interface CapabilityQuestion {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** `--no-color` was given. */
	readonly noColor?: boolean;
	/** Whether the output is a terminal. */
	readonly isTTY: boolean;
	/** `process.platform` */
	readonly platform: string;
}

const forcedLevels: Readonly<Record<string, ColorSupportLevel>> = {false: 0, 0: 0, true: 1, 1: 1, 2: 2, 3: 3};

/** Refusing colour beats forcing it: https://no-color.org asks for any value that is not empty. */
function colorLevelOf({env, noColor = false, isTTY, platform}: CapabilityQuestion): ColorSupportLevel {
	const {NO_COLOR: refused = '', FORCE_COLOR: forced, TERM: term = '', COLORTERM: colorTerm = ''} = env;
	if (noColor || refused !== '') {
		return 0;
	}

	if (forced !== undefined) {
		return forcedLevels[forced] ?? 1;
	}

	if (!isTTY || term === 'dumb') {
		return 0;
	}

	if (/^(?:truecolor|24bit)$/.test(colorTerm) || /kitty|ghostty|wezterm|-direct$/.test(term) || env['WT_SESSION'] !== undefined) {
		return 3;
	}

	if (/-256(?:color)?$/.test(term)) {
		return 2;
	}

	if (platform === 'win32') {
		return 2;
	}

	return colorTerm !== '' || /^(?:xterm|screen|tmux|vt100|vt220|rxvt|linux|cygwin|ansi)|color/.test(term) ? 1 : 0;
}

/** A locale that is named and not UTF-8 means it; a missing one (containers, ssh) says nothing about the terminal. */
function hasUnicode({env, platform}: CapabilityQuestion): boolean {
	const {TERM: term} = env;
	if (term === 'linux' || term === 'dumb') {
		return false; // the Linux console's font has no eighth blocks
	}

	if (platform === 'win32') {
		return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] !== undefined || term !== undefined;
	}

	const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(value => value !== undefined && value !== '');
	return locale === undefined || /utf-?8/i.test(locale);
}

/** COLORFGBG is `foreground;background` or `foreground;default;background`, in the sixteen colours; 7 and 9 to 15 are light. */
function backgroundOf({env}: CapabilityQuestion): 'dark' | 'light' {
	const background = Number(/;(\d+)$/.exec(env['COLORFGBG'] ?? '')?.[1]);
	return background === 7 || (background >= 9 && background <= 15) ? 'light' : 'dark';
}

/** What the terminal can show, as far as the environment tells. */
export function detectCapabilities(question: CapabilityQuestion): Capabilities {
	return {
		colorLevel: colorLevelOf(question),
		unicode: hasUnicode(question),
		background: backgroundOf(question),
	};
}
