import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type NativeServer, noNativeServer, startNativeServer} from '../support/native-server.ts';
import {card, journey} from '../support/journey.ts';
import {needing} from '../support/needing.ts';
import {askServer} from '../support/server-journey.ts';

const {onScreen, piped, catalog} = journey();

const measured = /current +[▁-█]/;
const patiently = {timeout: 30_000, interval: 100};
const queries = () => catalog({
	'a.sql': card('things', 'select * from things where owner = 7', '-- order: 1\n'),
	'b.sql': card('doomed', 'select n, pg_sleep(0.02) from doomed', '-- order: 2\n'),
});
const envOf = ({port}: NativeServer) => ({env: {DATABASE_URL: `postgres://planflip@localhost:${port}/postgres`}});

describe('a standby', needing(noNativeServer), () => {
	let primary: NativeServer;
	let standby: NativeServer;
	beforeAll(async () => {
		primary = await startNativeServer();
		await primary.run(`
			create table things as select n as id, n % 50 as owner from generate_series(1, 20000) n;
			create index things_owner on things (owner);
			create table doomed as select n from generate_series(1, 2000) n;
			analyze`);
		standby = await primary.follower('max_standby_streaming_delay = 0');
	});
	afterAll(async () => {
		await standby.stop();
		await primary.stop();
	});

	it('is measured as it is; a flip is refused, and the letter names the primary', async () => {
		const {code, stdout, stderr} = await piped(['run', 'a', '--runs', '2', '--disposable', '--catalog', queries()], envOf(standby));
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/things_owner/);
		const flipped = await piped(['run', 'a', '--indexes', 'bare', '--disposable', '--allow-blocking', '--catalog', queries()], envOf(standby));
		expect(flipped).toMatchObject({code: 3, stdout: ''});
		expect(flipped.stderr).toMatch(/the server is a standby: nothing can be written/);
		expect(flipped.stderr).toMatch(/connect to the primary/);
	});

	it('is on the screen what it is, plans and times included', async () => {
		const program = onScreen(['--disposable', '--catalog', queries()], envOf(standby));
		await program.waitFor(measured);
		await program.waitFor(/AS IS/);
		program.press('2', '/');
		program.type('things_owner');
		program.press('enter', 'space');
		await program.waitFor(/things_owner cannot be flipped: .* \? tells what is missing/);
		program.press('?');
		await program.waitFor(/the server is a standby/);
		program.press('?');
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('that cancels a statement to follow its primary says so, and what gives statements more time', async () => {
		const running = piped(['run', 'b', '--catalog', queries()], envOf(standby));
		await expect.poll(() => askServer(standby, 'postgres', 'select count(*)::int as n from pg_stat_activity where state = \'active\' and query like \'EXPLAIN (ANALYZE%\' and query ~ \'pg_sleep\' and pid <> pg_backend_pid()'), patiently).toEqual([{n: 1}]);
		await primary.run('truncate doomed');
		const {code, stdout, stderr} = await running;
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(/canceling statement due to conflict with recovery/);
		expect(stderr).toMatch(/max_standby_streaming_delay/);
	});

	it('is what the primary may come back as: the screen shows the new rung, and the flips that cannot be done there any more', async () => {
		const program = onScreen(['--disposable', '--catalog', queries()], envOf(primary));
		await program.waitFor(measured);
		program.press('2', '/');
		program.type('things_owner');
		program.press('enter', 'space');
		await program.waitFor(/Seq Scan things/);
		await program.waitFor(/x slower \(/);
		await primary.halt('SIGINT');
		await primary.demote();
		await primary.resume();
		program.press('r');
		await program.waitFor(/now a standby; now AS IS; your flips cannot be done here/);
		await program.waitFor(/(?:Index|Bitmap Heap) Scan things/);
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});
});
