import {expect, it, onTestFinished} from 'vitest';
import {noNativeServer, startNativeServer} from '../support/native-server.ts';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {needing} from '../support/needing.ts';
import {askServer, serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, piped, catalog} = planflip;

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;
/** A busy machine takes its time. */
const patiently = {timeout: 30_000, interval: 100};
const settled = /this is the pinned baseline/;
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
		await expect.poll(() => traces(name), patiently).toEqual([]);
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

	const terminate = 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = \'planflip\' and datname = current_database()';

	it('a backend that was terminated under a query is replaced, and the query is measured again; not a third time', async () => {
		const name = await database();
		const program = onScreen(['--catalog', sleepers()], {env: {DATABASE_URL: url(name)}});
		await expect.poll(() => ask(name, sleeping), patiently).toEqual([{backends: 1}]);
		await ask(name, terminate);
		await program.waitFor(/connected again: PostgreSQL/);
		await expect.poll(() => ask(name, sleeping), patiently).toEqual([{backends: 1}]);
		await ask(name, terminate);
		await program.waitFor(/lost twice while this query ran/);
		await expect.poll(() => traces(name), patiently).toEqual([]);
		program.press('j');
		await program.waitFor(/3 Plan +quick/);
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('a backend that was terminated while the user thought is replaced at once, and flips are as safe as before', async () => {
		const name = await database('theCopy');
		const program = onScreen([], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(settled);
		await expect.poll(() => traces(name), patiently).toEqual([]);
		await ask(name, terminate);
		await program.waitFor(/connected again: PostgreSQL/);
		program.press('P', '1');
		await program.waitFor(/Seq Scan shots/);
		await program.waitFor(/x slower \(/);
		await expect.poll(() => traces(name), patiently).toEqual([]);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		expect(await ask(name, 'select count(*)::int as indexes from pg_indexes where indexname like \'idx_shots%\'')).toEqual([{indexes: 2}]);
	});
});

it.each(['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)('a server that stops (%s) and starts again finds the screen waiting for it, with everything the user set up', needing(noNativeServer), async signal => {
	const server = await startNativeServer();
	onTestFinished(async () => server.stop());
	const env = {DATABASE_URL: `postgres://planflip@localhost:${server.port}/postgres`};
	await piped(['run', 'user-by-id', '--runs', '1', '--yes'], {env});
	const program = onScreen([], {env});
	await program.waitFor(settled);
	program.press('P', '1');
	await program.waitFor(/x slower \(/);
	await server.halt(signal);
	await program.waitFor(/connection lost: .*reconnecting, next try in \d+ s; r tries now/);
	await program.waitFor(/NO CONNECTION/);
	await program.waitFor(/no server listens there/);
	program.press('?');
	await program.waitFor('Take the last flip back');
	program.press('?', '2', '/', 'i', 'd', 'x', 'enter');
	await program.waitFor(/NO CONNECTION/);
	await server.resume();
	program.press('r');
	await program.waitFor(/connected again: PostgreSQL/);
	await program.waitFor(/x slower \(/);
	await program.waitFor(/\[ \] idx_shots_scene_id/);
	program.press('u');
	await program.waitFor(settled);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
});

it('without its server the screen is left at once, and commands say so and exit 3', needing(noNativeServer), async () => {
	const server = await startNativeServer();
	onTestFinished(async () => server.stop());
	const env = {DATABASE_URL: `postgres://planflip@localhost:${server.port}/postgres`};
	const folder = sleepers();
	const program = onScreen(['--catalog', folder], {env});
	await program.waitFor(/elapsed [\d.]+ s, Esc cancels/);
	const running = piped(['run', 'a', '--catalog', folder], {env});
	await expect.poll(() => askServer(server, 'postgres', sleeping), patiently).toEqual([{backends: 2}]);
	await server.halt('SIGINT');
	await program.waitFor(/connection lost/);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
	const cut = await running;
	expect(cut).toMatchObject({code: 3, stdout: ''});
	expect(cut.stderr).toMatch(/terminating connection due to administrator command/);
	expect(cut.stderr).toMatch(/rolled back/);
	const {code, stderr} = await piped(['run', 'b', '--catalog', folder], {env});
	expect(code).toBe(3);
	expect(stderr).toMatch(/no server listens there/);
});
