import {expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen} = planflip;
const slowly = {timeout: 90_000};

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;

it('the embedded database is watched too, and its counters are called too young', {timeout: 200_000}, async () => {
	const program = onScreen([], {env: {NO_COLOR: '1'}, columns: 80, rows: 24});
	await program.waitFor(measured, slowly);
	program.press('M');
	await program.waitFor(/too young to call anything unused/, slowly);
	await program.waitFor(/16 indexes/);
	program.resize(200, 60);
	await program.waitFor(screen => (screen[0] ?? '').length === 200 && screen.some(line => line.includes('users_pkey')));
	program.press('escape');
	await program.waitFor(/1 Queries/);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
});

withNativeServer('on a server', native => {
	const {database, url, ask, traces, indexes} = serverJourney(native, planflip);

	it('what others do shows by itself; Enter leads to the toggle; a server that goes away meanwhile is told, and looked at again', {timeout: 300_000}, async () => {
		const name = await database('theCopy');
		const before = await indexes(name);
		await ask(name, 'select from pg_stat_reset()');
		const program = onScreen([], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(/this is the pinned baseline/, slowly);
		program.press('M');
		await program.waitFor(/┌Monitor .* seen \d\d:\d\d:\d\d/, slowly);
		program.press('/');
		program.type('users_email');
		program.press('enter');
		await program.waitFor(/1 of \d+ indexes/);
		await program.waitFor(/stays: unique/);
		expect(program.screen().join('\n')).toMatch(/no scan yet, but the statistics cover no more than|^. 0 scans/m);
		for (const email of ['a', 'b', 'c']) {
			await ask(name, `set enable_seqscan = off; select id from users where email = '${email}'`);
		}

		await program.waitFor(/3 scans/, slowly);
		program.resize(80, 24);
		await program.waitFor(screen => screen.some(line => line.length === 80 && line.startsWith('┌Monitor')) && screen.some(line => line.includes('Esc back')));

		await native.server.halt('SIGINT');
		await program.waitFor(/no connection, seen/, slowly);
		await program.waitFor(/users_email_unique/);
		await native.server.resume();
		await program.waitFor(/connected again: PostgreSQL/, slowly);
		await program.waitFor(screen => (screen[0] ?? '').startsWith('┌Monitor') && !(screen[0] ?? '').includes('no connection') && !(screen[0] ?? '').includes('waits'), slowly);

		program.press('enter');
		await program.waitFor(/2 Indexes/);
		await program.waitFor(/users \(email\)/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
		expect(await indexes(name)).toEqual(before);
	});
});
