import {describe, expect, it} from 'vitest';
import {card, journey} from '../support/journey.ts';
import type {PtyProgram} from '../support/pty.ts';

const {onScreen, catalog} = journey();

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;
const isBaseline = /2 Indexes ─+ baseline/;

const planText = (program: PtyProgram) => program.screen().join('\n');

describe('a first start', () => {
	it('builds the embedded database, shows a live plan, and a second start finds it there', async () => {
		const first = onScreen();
		await first.waitFor('flip an index, watch the plan');
		await first.waitFor(measured, {timeout: 90_000});
		expect(planText(first)).toMatch(/MEASURED, isolated/);
		expect(planText(first)).toMatch(/PGlite \(embedded\) +PostgreSQL 1\d/);
		first.press('q');
		expect(await first.exit).toMatchObject({code: 0});

		const second = onScreen();
		await second.waitFor(measured, {timeout: 30_000});
		expect(second.raw()).not.toMatch(/Filling/);
		second.press('q');
		expect(await second.exit).toMatchObject({code: 0});
	});
});

describe('on the screen', () => {
	it('a flip turns the index scan into a sequential scan and back, and after the exit the index is still there', async () => {
		const program = onScreen(['--scale', 'standard']);
		await program.waitFor(measured, {timeout: 120_000});
		program.press('/');
		program.type('scene by id');
		program.press('enter');
		await program.waitFor(/Index Scan scenes/);
		program.press('2');
		await program.waitFor(/●\[x\] scenes_pkey/);
		program.press('/');
		program.type('scenes_pkey');
		program.press('enter');
		await program.waitFor(/scenes \(id\)/);
		program.press('space');
		await program.waitFor(/Seq Scan scenes/);
		await program.waitFor(/x slower \(/);
		program.press('space');
		await program.waitFor(/Index Scan scenes/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});

		const again = onScreen(['--scale', 'standard']);
		await again.waitFor(measured, {timeout: 60_000});
		again.press('/');
		again.type('scene by id');
		again.press('enter');
		await again.waitFor(/Index Scan scenes.*scenes_pkey/);
	});

	it('a preset switches many indexes at once, builds the proposed ones, and u takes it back', async () => {
		const program = onScreen();
		await program.waitFor(measured, {timeout: 90_000});
		program.press('P');
		await program.waitFor('Switch many indexes at once');
		program.press('1');
		await program.waitFor(/2 Indexes ─+ bare/);
		await program.waitFor(/Seq Scan shots/);
		program.press('P', '3');
		await program.waitFor(/2 Indexes ─+ optimized/);
		await program.waitFor(/\[\+\] idx_shots_scene_type/);
		program.press('u', 'u');
		await program.waitFor(isBaseline);
	});

	it('c pins the current configuration, and later deltas compare with it', async () => {
		const program = onScreen();
		await program.waitFor(measured, {timeout: 90_000});
		program.press('P', '1');
		await program.waitFor(/Seq Scan shots/);
		program.press('c');
		await program.waitFor(/5 Timing ─+ against bare/);
		program.press('P', '2');
		await program.waitFor(/hit [\d,]+ → \d+ ▼/);
	});

	it('Enter on a node opens its card with every word of Postgres', async () => {
		const program = onScreen();
		await program.waitFor(measured, {timeout: 90_000});
		program.press('3', 'enter');
		await program.waitFor('what Postgres said');
		await program.waitFor(/Node Type: /);
		program.press('escape');
		await program.waitFor(/3 Plan/);
	});

	it('e edits a parameter; a value that does not fit is told, and the program lives on', async () => {
		const folder = catalog({
			'typed.sql': card('a typed query', 'select * from shots where shot_number = $1::int', '-- parameter: number = select 1\n'),
		});
		const program = onScreen(['--catalog', folder]);
		await program.waitFor(measured, {timeout: 90_000});
		program.press('e');
		await program.waitFor(/\$1 number/);
		program.press('ctrl+u');
		program.type('abc');
		program.press('enter');
		await program.waitFor(/invalid input syntax for type integer: "abc"/);
		await program.waitFor(/typed\.sql:\d+/);
		await program.waitFor(/Parameter \$1 \(number\) does not fit/);
		program.press('e', 'ctrl+r');
		await program.waitFor(measured);
	});

	it('Esc cancels a query that would run for a minute, for real, and the next one works', async () => {
		const folder = catalog({
			'a.sql': card('sleeper', 'select pg_sleep(60)', '-- order: 1\n'),
			'b.sql': card('quick', 'select 42 as answer', '-- order: 2\n'),
		});
		const program = onScreen(['--catalog', folder]);
		await program.waitFor(/elapsed [\d.]+ s, Esc cancels/, {timeout: 90_000});
		program.press('escape');
		await program.waitFor(/cancelled: the server has stopped/);
		program.press('j');
		await program.waitFor(/3 Plan +quick/);
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('stays in step with the terminal: 80x24, 200x60, and a friendly word when it is too small', async () => {
		const program = onScreen([], {columns: 80, rows: 24});
		await program.waitFor(measured, {timeout: 90_000});
		expect(program.screen().every(row => [...row].length <= 80)).toBe(true);
		program.resize(200, 60);
		await program.waitFor(screen => (screen[0] ?? '').length === 200);
		program.resize(60, 15);
		await program.waitFor(/planflip needs 80x24 cells; this terminal has 60x15/);
		program.resize(120, 40);
		await program.waitFor(screen => (screen[0] ?? '').length === 120);
	});

	it('without colours the cursor and every verdict can still be seen', async () => {
		const program = onScreen([], {env: {NO_COLOR: '1'}});
		await program.waitFor(measured, {timeout: 90_000});
		expect(program.raw()).not.toMatch(/\u001B\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9\d)(?:;[\d;]*)?m/);
		expect(program.cell(3, 1).inverse).toBe(true);
	});
});

describe('the way out', () => {
	it.each([
		['q', 0, (program: PtyProgram) => {
			program.press('q');
		}],
		['Ctrl-C while nothing runs', 130, (program: PtyProgram) => {
			program.press('ctrl+c');
		}],
		['SIGTERM', 143, (program: PtyProgram) => {
			program.kill('SIGTERM');
		}],
	])('%s gives the terminal back and exits %i', async (_, code, leave) => {
		const program = onScreen();
		await program.waitFor(measured, {timeout: 90_000});
		// What is measured may still be going on for a moment: Ctrl-C would cancel that first.
		await program.waitFor(screen => screen.join('\n').includes('this is the pinned baseline'));
		leave(program);
		expect(await program.exit).toMatchObject({code});
		expect(program.raw()).toMatch(/\u001B\[\?1049l/);
	});

	it('Ctrl-C during a query cancels it first, and only the second one leaves', async () => {
		const folder = catalog({'a.sql': card('sleeper', 'select pg_sleep(60)')});
		const program = onScreen(['--catalog', folder]);
		await program.waitFor(/elapsed/, {timeout: 90_000});
		program.press('ctrl+c');
		await program.waitFor(/cancelled: the server has stopped/);
		program.press('ctrl+c');
		expect(await program.exit).toMatchObject({code: 130});
	});
});

describe('two planflips at once', () => {
	it('both work, each on a database of its own', async () => {
		const first = onScreen();
		await first.waitFor(measured, {timeout: 90_000});
		const second = onScreen();
		await second.waitFor(measured, {timeout: 90_000});
		second.press('q');
		expect(await second.exit).toMatchObject({code: 0});
		first.press('r');
		await first.waitFor(measured);
	});

	it('killed in the middle, the next start goes on from the cache', async () => {
		const killed = onScreen();
		await killed.waitFor(measured, {timeout: 90_000});
		killed.press('P', '3');
		await killed.waitFor(/optimized/);
		killed.kill('SIGKILL');
		await killed.exit;
		const next = onScreen();
		await next.waitFor(measured, {timeout: 60_000});
		await next.waitFor(isBaseline);
		expect(next.raw()).toMatch(/A planflip had been killed/);
		expect(next.raw()).not.toMatch(/Filling/);
	});
});
