import {expect, it, onTestFinished} from 'vitest';
import {noNativeServer, startNativeServer} from '../support/native-server.ts';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {askServer, serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, piped, catalog} = planflip;

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;
const settled = /this is the pinned baseline/;
/** Planned is not yet executing, and a busy machine takes its time. */
const patiently = {timeout: 15_000};
const sleeping = 'select count(*)::int as backends from pg_stat_activity where state = \'active\' and query ~ \'pg_sleep\' and pid <> pg_backend_pid()';
const sleepers = () => catalog({
	'a.sql': card('sleeper', 'select pg_sleep(60)', '-- order: 1\n'),
	'b.sql': card('quick', 'select 42 as answer', '-- order: 2\n'),
});

withNativeServer('on a server', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);

	it('Esc stops the backend that sleeps for a minute, and the next query works', async () => {
		const name = await database();
		const program = onScreen(['--catalog', sleepers()], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(/elapsed [\d.]+ s, Esc cancels/);
		await expect.poll(() => ask(name, sleeping), patiently).toEqual([{backends: 1}]);
		program.press('escape');
		await program.waitFor(/cancelled: the server has stopped/);
		expect(await ask(name, sleeping)).toEqual([{backends: 0}]);
		await expect.poll(() => traces(name)).toEqual([]);
		program.press('j');
		await program.waitFor(/3 Plan +quick/);
		await program.waitFor(measured);
	});

	it.each([['q', 0], ['ctrl+c', 130]])('leaving with %s while it sleeps stops the backend too', async (key, code) => {
		const name = await database();
		const program = onScreen(['--catalog', sleepers()], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(/elapsed [\d.]+ s, Esc cancels/);
		// The first ^C cancels; the second leaves.
		program.press(key, ...(key === 'q' ? [] : [key]));
		expect(await program.exit).toMatchObject({code});
		expect(await ask(name, sleeping)).toEqual([{backends: 0}]);
	});

	it('SIGINT stops the backend of `run`, too', async () => {
		const name = await database();
		const program = onScreen(['run', 'a', '--catalog', sleepers()], {env: {DATABASE_URL: url(name)}});
		await expect.poll(() => ask(name, sleeping), patiently).toEqual([{backends: 1}]);
		program.press('ctrl+c');
		expect(await program.exit).toMatchObject({code: 130});
		expect(program.raw()).toMatch(/stopped; nothing was changed/);
		expect(await ask(name, sleeping)).toEqual([{backends: 0}]);
	});

	it('a backend that was terminated under a query is told, and the next query runs on a new one', async () => {
		const name = await database();
		const program = onScreen(['--catalog', sleepers()], {env: {DATABASE_URL: url(name)}});
		await expect.poll(() => ask(name, sleeping), patiently).toEqual([{backends: 1}]);
		await ask(name, 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = \'planflip\' and datname = current_database()');
		await program.waitFor(/terminating connection due to administrator command/);
		await program.waitFor(/Try again: the next/);
		program.press('j');
		await program.waitFor(/3 Plan +quick/);
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('a backend that was terminated while the user thought is replaced, and flips are as safe as before', async () => {
		const name = await database('theCopy');
		const program = onScreen([], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(settled);
		await expect.poll(() => traces(name)).toEqual([]);
		await ask(name, 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = \'planflip\' and datname = current_database()');
		program.press('P', '1');
		await program.waitFor(screen => /Seq Scan shots|Try again/.test(screen.join('\n')));
		program.press('r');
		await program.waitFor(/Seq Scan shots/);
		await program.waitFor(/x slower \(/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		expect(await ask(name, 'select count(*)::int as indexes from pg_indexes where indexname like \'idx_shots%\'')).toEqual([{indexes: 2}]);
	});
});

it.skipIf(noNativeServer !== null)('when the server itself stops, the screen says so and lives on', async () => {
	const server = await startNativeServer();
	let running = true;
	onTestFinished(async () => running ? server.stop() : undefined);
	const env = {DATABASE_URL: `postgres://planflip@localhost:${server.port}/postgres`};
	const folder = sleepers();
	const program = onScreen(['--catalog', folder], {env});
	await expect.poll(() => askServer(server, 'postgres', sleeping), patiently).toEqual([{backends: 1}]);
	await server.stop();
	running = false;
	await program.waitFor(/terminating connection due to administrator command|the server went away/);
	program.press('j');
	await program.waitFor(/3 Plan +quick/);
	await program.waitFor(/no server listens there/);
	await program.waitFor(/Start the server, or check host and port/);
	program.press('?');
	await program.waitFor('Take the last flip back');
	program.press('?', 'q');
	expect(await program.exit).toMatchObject({code: 0});
	const {code, stderr} = await piped(['run', 'b', '--catalog', folder], {env});
	expect(code).toBe(3);
	expect(stderr).toMatch(/no server listens there/);
});
