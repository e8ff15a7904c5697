import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {bundleProgram} from '../../support/bundle-program.ts';
import {type PtyProgram, type PtyOptions, startInPty} from '../../support/pty.ts';

let counter: Awaited<ReturnType<typeof bundleProgram>>;

beforeAll(async () => {
	counter = await bundleProgram(path.join(import.meta.dirname, '../../fixtures/programs/counter.tsx'));
});

afterAll(() => {
	counter.dispose();
});

async function start(args: readonly string[] = [], options: PtyOptions = {}): Promise<PtyProgram> {
	const program = startInPty(args, {columns: 80, rows: 24, program: counter.file, ...options});
	await program.waitFor('count 0');
	return program;
}

const isAlternate = ({terminal}: PtyProgram) => terminal.buffer.active.type === 'alternate';

/** The terminal as the shell had it: main screen, cursor, wrapping, no bracketed paste, and not a row of ours on it. */
function expectGivenBack(program: PtyProgram): void {
	expect(isAlternate(program)).toBe(false);
	expect(program.terminal.modes.bracketedPasteMode).toBe(false);
	expect(program.terminal.modes.wraparoundMode).toBe(true);
	expect(program.raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(program.raw().lastIndexOf('\u001B[?25l'));
	expect(program.screen().join('')).not.toContain('count');
}

test('the screen is the alternate one, with bracketed paste, and the size of the terminal', async () => {
	const program = await start();
	expect(isAlternate(program)).toBe(true);
	expect(program.terminal.modes.bracketedPasteMode).toBe(true);
	await program.waitFor('size 80x24');
	program.type('\u001B[200~two words\u001B[201~');
	await program.waitFor('last paste of two words');
});

test.each([['q', 0], ['ctrl+c', 130]] as const)('%s gives the terminal back and exits with %i', async (key, code) => {
	const program = await start();
	program.press(key);
	expect(await program.exit).toEqual({code, signal: 0});
	expectGivenBack(program);
});

test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s gives the terminal back and exits with %i', async (signal, code) => {
	const program = await start();
	program.kill(signal);
	expect(await program.exit).toEqual({code, signal: 0});
	expectGivenBack(program);
});

test.each([['t', 'thrown out of nowhere'], ['p', 'a promise nobody awaits'], ['r', 'thrown while drawing']])(
	'a crash (%s) exits with 70 and leaves its stack on the main screen', async (key, message) => {
		const program = await start();
		program.press(key);
		expect(await program.exit).toEqual({code: 70, signal: 0});
		expectGivenBack(program);
		const screen = program.screen().join('\n');
		expect(screen).toContain(`Error: ${message}`);
		expect(screen).toMatch(/\n\s+at /);
	});

test('Ctrl-Z gives the terminal back and stops; SIGCONT brings the same frame again', async () => {
	const program = await start();
	program.press('+', '+');
	await program.waitFor('count 2');
	const frame = program.screen();
	program.press('ctrl+z');
	await program.waitFor(() => !isAlternate(program));
	expectGivenBack(program);
	const before = program.raw().length;

	program.kill('SIGCONT', 'group');
	await program.waitFor('count 2');
	await program.waitFor(screen => screen.every((line, row) => line === frame[row] || line.startsWith('│last ctrl+z ')));
	expect(isAlternate(program)).toBe(true);
	expect(program.raw().slice(before)).not.toMatch(/\u001B\[[23]J/);

	program.press('+');
	await program.waitFor('count 3');
	program.press('q');
	expect(await program.exit).toEqual({code: 0, signal: 0});
});

test('a resize is drawn whole at the new size, without clearing the screen', async () => {
	const program = await start();
	for (const [columns, rows] of [[120, 40], [60, 15], [100, 15]] as const) {
		program.resize(columns, rows);
		await program.waitFor(screen => screen[rows - 2] === `size ${columns}x${rows}` && screen[0] === `┌${'─'.repeat(columns - 2)}┐`);
	}

	expect(program.raw().match(/\u001B\[[23]J/g)).toHaveLength(1); // the one at the start
});

test('a clean-up that hangs does not keep the process, and a second signal ends it at once', async () => {
	const patient = await start(['--stuck']);
	patient.kill('SIGTERM');
	expect(await patient.exit).toEqual({code: 143, signal: 0});

	const impatient = await start(['--stuck']);
	impatient.kill('SIGTERM');
	await impatient.waitFor(() => !isAlternate(impatient));
	impatient.kill('SIGINT');
	expect(await impatient.exit).toEqual({code: 130, signal: 0});
});

test('a terminal that vanishes ends the program by the signal a hangup is, once the database is closed', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-hangup-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true});
	});
	const trace = path.join(folder, 'trace');
	const program = await start(['--trace', trace]);
	program.hangUp();
	expect((await program.exit).signal).toBe(1);
	expect(readFileSync(trace, 'utf8')).toBe('closed');
});

test('CI in the environment does not keep the screen dark', async () => {
	const program = await start([], {env: {CI: 'true'}});
	program.press('+');
	await program.waitFor('count 1');
});
