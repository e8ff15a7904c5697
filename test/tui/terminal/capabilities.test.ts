import {describe, expect, test} from 'vitest';
import {backgroundOfReport} from '../../../source/tui/terminal/background-query.ts';
import {detectCapabilities} from '../../../source/tui/terminal/capabilities.ts';

const on = (env: Record<string, string>, more: {noColor?: boolean; isTTY?: boolean; platform?: string} = {}) =>
	detectCapabilities({env, isTTY: true, platform: 'linux', ...more});

describe('colours', () => {
	test.each([
		[{TERM: 'xterm-256color'}, 2],
		[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 3],
		[{TERM: 'xterm-kitty'}, 3],
		[{TERM: 'xterm'}, 1],
		[{TERM: 'dumb'}, 0],
		[{}, 0],
		[{TERM: 'dumb', FORCE_COLOR: '2'}, 2],
		[{TERM: 'xterm-256color', FORCE_COLOR: '0'}, 0],
		[{TERM: 'xterm-256color', FORCE_COLOR: ''}, 1],
		[{TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '3'}, 0],
		[{TERM: 'xterm-256color', NO_COLOR: ''}, 2],
	] as [Record<string, string>, number][])('%j has level %i', (env, level) => {
		expect(on(env).colorLevel).toBe(level);
	});

	test('--no-color and a pipe have none', () => {
		expect(on({TERM: 'xterm-256color', FORCE_COLOR: '3'}, {noColor: true}).colorLevel).toBe(0);
		expect(on({TERM: 'xterm-256color'}, {isTTY: false}).colorLevel).toBe(0);
	});
});

describe('signs', () => {
	test.each([
		[{LANG: 'en_US.UTF-8'}, true],
		[{LANG: 'de_DE.utf8'}, true],
		[{}, true],
		[{LANG: 'C'}, false],
		[{LANG: 'en_US.UTF-8', LC_ALL: 'POSIX'}, false],
		[{LANG: 'en_US.UTF-8', TERM: 'linux'}, false],
	] as [Record<string, string>, boolean][])('%j shows Unicode: %s', (env, unicode) => {
		expect(on(env).unicode).toBe(unicode);
	});
});

describe('the background', () => {
	test('is dark unless COLORFGBG says otherwise', () => {
		expect(on({}).background).toBe('dark');
		expect(on({COLORFGBG: '15;0'}).background).toBe('dark');
		expect(on({COLORFGBG: '0;15'}).background).toBe('light');
		expect(on({COLORFGBG: '0;default;7'}).background).toBe('light');
		expect(on({COLORFGBG: '15;default'}).background).toBe('dark');
	});

	test('can be asked of the terminal, which answers in one to four digits a channel', () => {
		expect(backgroundOfReport('11;rgb:fdfd/f6f6/e3e3')).toBe('light');
		expect(backgroundOfReport('11;rgb:00/2b/36')).toBe('dark');
		expect(backgroundOfReport('11;rgb:f/f/f')).toBe('light');
		expect(backgroundOfReport('10;rgb:ffff/ffff/ffff')).toBeNull();
	});
});
