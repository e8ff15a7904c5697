import {expect, it} from 'vitest';
import {noStandby, standbyUrl, withExtension} from '../support/extension-servers.ts';
import {journey} from '../support/journey.ts';
import {needing} from '../support/needing.ts';

const planflip = journey();
const {piped} = planflip;

interface DoctorJson {
	readonly user: {readonly name: string; readonly superuser: boolean; readonly ownsTables: boolean};
	readonly server: {readonly standby: boolean};
	readonly rungs: ReadonlyArray<{readonly number: number; readonly usable: boolean; readonly chosen: boolean; readonly lacks?: string; readonly remedies?: readonly string[]; readonly newIndexes: string}>;
	readonly limitations: ReadonlyArray<{readonly what: string}>;
}

async function doctor(url: string, ...args: readonly string[]): Promise<DoctorJson> {
	const {code, stdout, stderr} = await piped(['doctor', '--json', ...args], {env: {DATABASE_URL: url}});
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout) as DoctorJson;
}

const chosen = ({rungs}: DoctorJson) => rungs.find(rung => rung.chosen)?.number;
/** Each starts the program, some several times over. */
const patience = 240_000;
const remedies = ({rungs}: DoctorJson, number: number) => rungs.find(rung => rung.number === number)?.remedies ?? [];

withExtension('HypoPG 1.4', 'planflip doctor and rung 4', server => {
	const reader = () => server.url('reader');

	it('knows HypoPG before and after CREATE EXTENSION, and a reader plans with it: no sample, no verdict, nothing left', async () => {
		await server.run('do \'begin create role reader login; exception when duplicate_object then end\'');
		const made = await piped(['run', 'user-by-id', '--runs', '1', '--yes'], {env: {DATABASE_URL: server.url()}});
		expect(made.code, made.stderr).toBe(0);
		await server.run('grant select on all tables in schema public to reader; comment on table projects is null');
		expect(remedies(await doctor(reader()), 4)).toEqual(['CREATE EXTENSION hypopg;']);
		await server.run('create extension hypopg');
		expect(chosen(await doctor(reader()))).toBe(4);

		const {code, stdout} = await piped(['run', 'shots-of-a-scene', '--indexes', 'bare', '--json'], {env: {DATABASE_URL: reader()}});
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({
			rung: {number: 4, badge: 'PLAN ONLY'}, planOnly: true, samples: [], verdict: null, buffers: null, measured: null,
			cost: {what: 'the planner\'s estimate, not a time', current: expect.any(Number) as number, baseline: expect.any(Number) as number},
			baseline: {samples: [], measured: {under: 'baseline', samples: expect.any(Array) as number[]}},
			plan: {totals: {executionMs: null}},
		});

		const plain = await piped(['run', 'shots-of-a-scene', '--indexes', 'optimized', '--plain'], {env: {DATABASE_URL: reader()}});
		expect(plain.stdout).toMatch(/PLAN ONLY: nothing was executed$/m);
		expect(plain.stdout).toMatch(/the planner's estimate, not a time/);
		expect(plain.stdout).not.toMatch(/faster|slower|\d pairs/);

		const id = /kept as run ([\da-f]{8})/.exec(plain.stderr)?.[1] ?? '';
		expect((await piped(['runs', 'show', id])).stdout, 'a kept forecast is told as it was, imagined indexes and all').toBe(plain.stdout);
		const kept = JSON.parse((await piped(['runs', '--json'])).stdout) as {runs: ReadonlyArray<{configuration: string; planOnly?: true; samples: number; indexes: string[]}>};
		expect(kept.runs[0], 'what was asked for is the newest').toMatchObject({configuration: 'optimized', planOnly: true});
		expect(kept.runs.filter(run => run.planOnly === undefined && run.samples > 1).map(run => run.configuration), 'what was executed for a forecast is kept as measured').toContain('baseline');

		const overview = await piped(['--plain'], {env: {DATABASE_URL: reader()}});
		expect(overview.code).toBe(0);
		expect(overview.stdout).toMatch(/PLAN ONLY, cost/);

		const diff = await piped(['diff', 'shots-of-a-scene', '--indexes', 'bare', '--json'], {env: {DATABASE_URL: reader()}});
		expect(diff).toMatchObject({code: 0});
		expect(JSON.parse(diff.stdout)).toMatchObject({verdict: 'cannot tell', basis: 'planned only'});
	}, patience);

	it('on the screen a flip plans, and says that nothing was executed', async () => {
		const program = planflip.onScreen([], {env: {DATABASE_URL: reader()}});
		await program.waitFor(/this is the pinned baseline/);
		await program.waitFor(/3 Plan.* PLAN ONLY/);
		program.press('P', '1');
		await program.waitFor(/Seq Scan shots/);
		await program.waitFor(/PLAN ONLY: nothing was executed/);
		await program.waitFor(/the planner's estimate, not a time/);
		await program.waitFor(/ms under \[/);
		expect(program.screen().join('\n')).not.toMatch(/[0-9]x (?:faster|slower)/);
		program.press('?');
		await program.waitFor(/HypoPG hides and imagines indexes for EXPLAIN alone/);
		await program.waitFor(/to get MEASURED, no table lock/);
		program.press('?', 'q');
		expect(await program.exit).toMatchObject({code: 0});
	}, patience);

	it('takes rung 3 where pg_hint_plan is preloaded, and measures; --rung 4 plans all the same', async () => {
		await server.run('do $$ begin execute format(\'alter database %I set session_preload_libraries = pg_hint_plan\', current_database()); end $$');
		expect(chosen(await doctor(reader()))).toBe(3);
		const run = async (...args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(['run', 'shots-of-a-scene', '--indexes', 'bare', '--json', ...args], {env: {DATABASE_URL: reader()}});
			expect(code, stderr).toBe(0);
			return JSON.parse(stdout) as object;
		};

		expect(await run()).toMatchObject({rung: {number: 3}, verdict: 'slower'});
		expect(await run('--rung', '4')).toMatchObject({rung: {number: 4}, planOnly: true, verdict: null});
		const refused = await piped(['run', 'shots-of-a-scene', '--rung', '2'], {env: {DATABASE_URL: reader()}});
		expect(refused).toMatchObject({code: 3, stdout: ''});
		expect(refused.stderr).toMatch(/rung 2 .* reader is not a superuser.*\n.*connect as a superuser/);
	}, patience);

	it('examines a standby, where a superuser is sent to the primary', {...needing(noStandby), timeout: patience}, async () => {
		const url = new URL(standbyUrl ?? server.url());
		url.pathname = new URL(server.url()).pathname;
		const there = await doctor(url.href);
		expect(there.server.standby).toBe(true);
		expect(remedies(there, 2)).toEqual(['connect to the primary']);
		expect([3, 4]).toContain(chosen(there));
		expect(there.limitations.map(({what}) => what)).toContain('the server is a standby');
	});
});

withExtension('HypoPG 1.3', 'planflip doctor and HypoPG that cannot hide', server => {
	it('says what the next version would bring, and that proposed indexes are imagined meanwhile', async () => {
		await server.run('create extension hypopg; do \'begin create role reader login; exception when duplicate_object then end\'');
		const reader = await doctor(server.url('reader'));
		expect(chosen(reader)).toBe(6);
		expect(reader.rungs.find(({number}) => number === 6)?.newIndexes).toBe('imagined');
		expect(remedies(reader, 4)).toEqual([expect.stringMatching(/update HypoPG on the server to 1\.4 or later, then ALTER EXTENSION hypopg UPDATE;/)]);
	}, patience);
});
