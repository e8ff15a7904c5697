import {expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {nativeMajor} from '../support/native-server.ts';
import type {PtyProgram} from '../support/pty.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, piped, catalog} = planflip;

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;
const settled = /this is the pinned baseline/;

/** Space on that index, found by the filter of its pane. */
function flip(program: PtyProgram, index: string): void {
	program.press('2', '/', 'ctrl+u');
	program.type(index);
	program.press('enter', 'space');
}

withNativeServer('rung 2, without table locks, on a server', native => {
	const {database, url, indexes, traces, ask} = serverJourney(native, planflip);

	it('flips on the screen, and neither then nor afterwards is anything of it left', async () => {
		const name = await database('theCopy');
		const before = await indexes(name);
		const program = onScreen(['--rung', '2'], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(settled);
		await program.waitFor(/3 Plan.*MEASURED, no table lock/);
		await program.waitFor(/shots_scene_(id|number)/);
		flip(program, 'shots_scene_id');
		flip(program, 'shots_scene_number');
		await program.waitFor(/Seq Scan shots/);
		await program.waitFor(/x slower \(/);
		// The user thinks: no transaction waits with him.
		await expect.poll(() => traces(name)).toEqual([]);
		expect(await indexes(name)).toEqual(before);
		program.press('u', 'u');
		await program.waitFor(/Index Scan.*shots/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		await expect.poll(() => traces(name)).toEqual([]);
		expect(await indexes(name)).toEqual(before);
	});

	it('flips for a script, without a lock on the table, and leaves nothing', async () => {
		const name = await database('theCopy');
		const before = await indexes(name);
		const {code, stdout} = await piped(['run', 'shots-of-a-scene', '--indexes', '-idx_shots_scene_id,-idx_shots_scene_number', '--rung', '2', '--json'], {env: {DATABASE_URL: url(name)}});
		expect(code).toBe(0);
		const run = JSON.parse(stdout) as {rung: {number: number}; verdict: string; plan: {nodes: Array<{nodeType: string}>}};
		expect(run.rung.number).toBe(2);
		expect(run.verdict).toBe('slower');
		expect(run.plan.nodes.map(({nodeType}) => nodeType)).toContain('Seq Scan');
		await expect.poll(() => traces(name)).toEqual([]);
		expect(await indexes(name)).toEqual(before);
	});

	it.each([['2', 'RowExclusiveLock on pg_index'], ['1', 'AccessExclusiveLock on idx_shots_scene_id']])('killed in the middle of a flip on rung %s, the server puts everything back', async (rung, lock) => {
		const name = await database('theCopy');
		const before = await indexes(name);
		const folder = catalog({'slow.sql': card('slow', 'select count(*), pg_sleep(60) from shots where scene_id is null group by ()')});
		const disposable = rung === '1' ? ['--disposable'] : [];
		const program = onScreen(['run', 'slow', '--indexes', 'bare', '--rung', rung, ...disposable, '--catalog', folder], {env: {DATABASE_URL: url(name)}});
		const locks = async () => (await ask(name, `
			select mode || ' on ' || relation::regclass as lock from pg_locks join pg_stat_activity using (pid)
			where application_name = 'planflip' and state = 'active' and query ~ 'pg_sleep' and locktype = 'relation' and granted`)).map(row => row['lock']);
		await expect.poll(locks, {timeout: 15_000}).toContain(lock);
		if (rung === '2') {
			expect((await locks()).filter(held => /(?<!Access)(?:Share|Exclusive)Lock on (?:shots|idx_shots)/.test(String(held)))).toEqual([]);
		}

		program.kill('SIGKILL');
		await program.exit;
		// Two seconds from 14 on (client_connection_check_interval); 13 notices when statement_timeout ends the statement, after 30 s.
		await expect.poll(() => traces(name), {timeout: nativeMajor >= 14 ? 20_000 : 45_000}).toEqual([]);
		expect(await indexes(name)).toEqual(before);
	});
});

withNativeServer('an owner who is no superuser', native => {
	const {database, url, indexes, traces, ask} = serverJourney(native, planflip);

	async function owned(role: string): Promise<string> {
		const name = await database('theCopy');
		await native.server.run(`create role ${role} login`);
		for (const {table} of await ask(name, 'select relname as table from pg_class where relkind = \'r\' and relnamespace = \'public\'::regnamespace')) {
			await native.server.run(`alter table ${String(table)} owner to ${role}`, name);
		}

		// Somebody's tables: nobody said that others do not use them.
		await native.server.run('comment on table projects is null', name);
		return name;
	}

	it('is asked on the first flip whether others may wait: n leaves all as it is, y flips', async () => {
		const name = await owned('asked');
		const before = await indexes(name);
		const program = onScreen([], {env: {DATABASE_URL: url(name, 'asked')}});
		await program.waitFor(settled);
		await program.waitFor(/3 Plan.* AS IS/);
		flip(program, 'shots_scene_number');
		await program.waitFor('Let others wait?');
		program.press('n');
		await program.waitFor(/3 Plan.* AS IS/);
		expect(program.screen().join('\n')).toMatch(/●\[x\] idx_shots_scene_number/);
		expect(program.screen().join('\n')).not.toMatch(/cannot be flipped/);
		program.press('space');
		await program.waitFor('Let others wait?');
		program.press('y');
		await program.waitFor(/MEASURED, BLOCKS OTHERS/);
		await program.waitFor(/ \[ \] idx_shots_scene_number/);
		flip(program, 'shots_scene_id');
		await program.waitFor(/Seq Scan shots/);
		await program.waitFor(/x slower \(/);
		await expect.poll(() => traces(name)).toEqual([]);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		expect(await indexes(name)).toEqual(before);
	});

	it('is not asked after --allow-blocking, and a script without it is told', async () => {
		const name = await owned('willing');
		const before = await indexes(name);
		const env = {DATABASE_URL: url(name, 'willing')};
		const program = onScreen(['--allow-blocking'], {env});
		await program.waitFor(settled);
		flip(program, 'shots_scene_number');
		await program.waitFor(/ \[ \] idx_shots_scene_number/);
		await program.waitFor(/x slower \(|same plan|~ /);
		expect(program.raw()).not.toMatch(/Let others wait/);
		program.press('q');
		await program.exit;

		const refused = await piped(['run', 'shots-of-a-scene', '--indexes', '-idx_shots_scene_id'], {env});
		expect(refused).toMatchObject({code: 3, stdout: ''});
		expect(refused.stderr).toMatch(/--allow-blocking/);
		expect(await indexes(name)).toEqual(before);
	});
});

withNativeServer('a user who may only read', native => {
	const {database, url} = serverJourney(native, planflip);

	it('sees plans and times AS IS, and a flip says why not and what would help', async () => {
		const name = await database('theCopy');
		await native.server.run('create role reader login; grant select on all tables in schema public to reader', name);
		const env = {DATABASE_URL: url(name, 'reader')};
		const program = onScreen([], {columns: 200, env});
		await program.waitFor(measured);
		await program.waitFor(/3 Plan.* AS IS/);
		flip(program, 'shots_scene_number');
		await program.waitFor(/idx_shots_scene_number cannot be flipped/);
		program.press('?');
		await program.waitFor(/does not own the tables/);
		await program.waitFor(/is not a superuser/);
		program.press('?', 'r');
		await program.waitFor(measured);
		const {code, stderr} = await piped(['run', 'shots-of-a-scene', '--indexes', 'bare'], {env});
		expect(code).toBe(3);
		expect(stderr).toMatch(/cannot be flipped/);
		expect(stderr).toMatch(/What would help:\n[\s\S]*user reader does not own the tables/);
	});
});
