import {expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen} = planflip;
const slowly = {timeout: 120_000};

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;

it('all combinations of the embedded database are there by themselves; along the front the screen goes live, and a cell tells why', {timeout: 400_000}, async () => {
	const program = onScreen([], {env: {NO_COLOR: '1'}, columns: 80, rows: 24});
	await program.waitFor(measured, slowly);
	program.press('L');
	await program.waitFor(/can go together and no plan changes/, slowly);
	await program.waitFor(/ Esc closes ┐/, slowly);
	program.resize(160, 50);
	await program.waitFor(screen => (screen[0] ?? '').length === 160 && screen.some(line => line.includes('Esc back')));
	const matrix = program.screen();
	expect(matrix.some(line => /idx_\w+ .* \d+ kB .*●/.test(line))).toBe(true);

	program.press('enter');
	await program.waitFor(/┌Diff .*→/, slowly);
	program.press('escape');
	await program.waitFor(/┌Lattice/, slowly);

	program.press('tab');
	await program.waitFor(/every plan as it is|at the same cost/);
	program.press('enter');
	await program.waitFor(/live \S+: /, slowly);
	program.press('left');
	await program.waitFor(/2\/\d+/);
	program.press('escape');
	await program.waitFor(/1 Queries/);
	program.press('u');
	await program.waitFor(measured, slowly);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
});

withNativeServer('on a server', native => {
	const {database, url, traces, indexes} = serverJourney(native, planflip);

	it('what is built is combined, what the sets would change is measured, and the database is as it was', {timeout: 400_000}, async () => {
		const name = await database('theCopy');
		const before = await indexes(name);
		const program = onScreen([], {env: {DATABASE_URL: url(name)}, columns: 120, rows: 40});
		await program.waitFor(/this is the pinned baseline/, slowly);
		program.press('L');
		await program.waitFor(/can go together and no plan changes|Each is read by some plan/, slowly);
		program.press('m');
		await program.waitFor(/other plans? of the sets below measured/, slowly);
		program.press('q');
		await program.waitFor(/1 Queries/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
		expect(await indexes(name)).toEqual(before);
	});
});
