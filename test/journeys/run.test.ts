import {describe, expect, it} from 'vitest';
import {expectConservation, expectRun, type RunJson} from '../support/contract.ts';
import {card, journey} from '../support/journey.ts';

const {piped, catalog} = journey();

/** `run ... --json`, which must succeed and print nothing but one JSON value. */
async function run(...args: readonly string[]): Promise<RunJson> {
	const {code, stdout, stderr} = await piped(['run', ...args, '--json']);
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout) as RunJson;
}

const indexesOf = ({plan}: RunJson) => plan.nodes.flatMap(({index}) => index ?? []);

describe('planflip run ENTRY', () => {
	it('--json prints the contract to stdout and talks on stderr', async () => {
		const {code, stdout, stderr} = await piped(['run', 'shots-of-a-scene', '--indexes', 'bare', '--json']);
		expect(code).toBe(0);
		const bare = JSON.parse(stdout) as RunJson;
		expectRun(bare);
		expectConservation(bare.plan);
		expect(bare).toMatchObject({entry: 'shots-of-a-scene', configuration: 'bare', rung: {number: 1}, verdict: 'slower'});
		expect(bare.ratio?.high).toBeLessThan(1);
		expect(bare.parameters).toEqual([{name: 'scene_id', value: expect.stringMatching(/^[\da-f-]{36}$/) as string}]);
		expect(bare.plan.nodes.map(({label}) => label)).toContain('Seq Scan');
		expect(stderr).toMatch(/Starting PostgreSQL/);
	});

	it('--plain shows the same as a person reads it', async () => {
		const {code, stdout} = await piped(['run', 'shots-of-a-scene', '--indexes', 'bare', '--plain']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^shots-of-a-scene {2}\[bare\] {2}against \[baseline\]$/m);
		expect(stdout).toMatch(/MEASURED, isolated/);
		expect(stdout).toMatch(/\$1 scene_id = [\da-f-]{36}/);
		expect(stdout).toMatch(/└─ Seq Scan shots +10→10/);
		expect(stdout).toMatch(/x slower \(/);
		expect(stdout).toMatch(/hit/);
		expect(stdout).not.toContain('\u001B');
		expect(stdout.split('\n').every(line => line.length <= 120)).toBe(true);
	});

	it('without --indexes measures the database as it is, alone', async () => {
		const alone = await run('user-by-id');
		expectRun(alone);
		expect(alone).toMatchObject({configuration: 'baseline', verdict: null});
		expect(alone.ratio).toBeUndefined();
	});

	it.each([
		['optimized', 'optimized', ['idx_shots_scene_type']],
		['+idx_shots_scene_type', 'baseline,+idx_shots_scene_type', ['idx_shots_scene_type']],
		['bare,+idx_shots_scene_type', 'bare,+idx_shots_scene_type', ['idx_shots_scene_type']],
		['optimized,-idx_shots_scene_type,-idx_shots_scene_number', null, ['idx_shots_scene_id']],
		['-idx_shots_scene_id', 'baseline,-idx_shots_scene_id', ['idx_shots_scene_number']],
		['bare', 'bare', []],
	])('--indexes %s', async (spec, name, used) => {
		const measured = await run('shots-by-type', '--indexes', spec, '--runs', '1');
		if (name !== null) {
			expect(measured.configuration).toBe(name);
		}

		expect(indexesOf(measured)).toEqual(used);
	});

	it('--against says what to compare with, --runs how often', async () => {
		const measured = await run('shots-of-a-scene', '--indexes', 'baseline', '--against', 'bare', '--runs', '7');
		expectRun(measured);
		expect(measured).toMatchObject({configuration: 'baseline', baseline: {configuration: 'bare'}, pairs: 7, verdict: 'faster'});
		expect(measured.samples).toHaveLength(7);
		expect(measured.ratio?.low).toBeGreaterThan(1);
	});

	it('several --indexes are all compared with one baseline, in turns, and each is kept with it', async () => {
		const args = ['run', 'shots-of-a-scene', '--indexes', 'baseline', '--indexes', 'optimized', '--indexes', 'bare,+idx_shots_scene_type', '--against', 'bare', '--runs', '6'];
		const {code, stdout, stderr} = await piped([...args, '--json']);
		expect(code, stderr).toBe(0);
		const {baseline, runs} = JSON.parse(stdout) as {baseline: RunJson; runs: ReadonlyArray<RunJson & {id: string}>};
		expectRun(baseline);
		expect(baseline).toMatchObject({configuration: 'bare', verdict: null, warnings: []});
		expect(runs.map(({configuration}) => configuration)).toEqual(['baseline', 'optimized', 'bare,+idx_shots_scene_type']);
		for (const one of runs) {
			expectRun(one);
			expect(one).toMatchObject({baseline: {configuration: 'bare', samples: baseline.samples}, pairs: 6, samePlan: false});
			expect(one.samples).toHaveLength(6);
			const kept = JSON.parse((await piped(['runs', 'show', one.id, '--json'])).stdout) as RunJson;
			expect(kept).toMatchObject({configuration: one.configuration, ratio: one.ratio, samples: one.samples});
		}

		const plain = await piped([...args, '--plain']);
		expect(plain.stdout).toMatch(/^shots-of-a-scene, 3 configurations in turns with \[bare\]$/m);
		expect(plain.stdout).toMatch(/^optimized .* [\da-f]{8} +\w+ .*Scan shots/m);
		expect(plain.stdout).toMatch(/^6 turns each, \d\d % sure of all together$/m);
	});

	it('--param binds a value instead of the sampled one', async () => {
		const nobody = '00000000-0000-4000-8000-000000000000';
		const measured = await run('shots-of-a-scene', '--param', `scene_id=${nobody}`, '--runs', '1');
		expect(measured.parameters).toEqual([{name: 'scene_id', value: nobody}]);
		expect(measured.plan.nodes[0]?.rows.actual).toBe(0);
	});

	it('leaves every index where it was, and the proposed ones unbuilt', async () => {
		const folder = catalog({'indexes.sql': '', 'left.sql': card('left', 'select indexname from pg_indexes where indexname like \'idx_shots%\'')});
		await run('shots-of-a-scene', '--indexes', 'bare', '--runs', '1');
		await run('shots-of-a-scene', '--indexes', 'all', '--runs', '1');
		const left = await run('left', '--catalog', folder, '--runs', '1');
		expect(left.plan.nodes[0]?.rows.actual).toBe(2);
		expect(indexesOf(await run('shots-of-a-scene', '--runs', '1'))).toEqual([expect.stringMatching(/^idx_shots_scene_(id|number)$/)]);
	});
});

describe('planflip run, used wrongly, exits 2 with an empty stdout', () => {
	it.each([
		[['shots-of-scene'], /There is no query "shots-of-scene"/, /Did you mean "shots-of-a-scene"\?/],
		[[], /run takes the name of one query/, /planflip run shots-of-a-scene/],
		[['user-by-id', 'scene-by-id'], /run takes the name of one query/, /planflip run shots-of-a-scene/],
		[['user-by-id', '--indexes', 'optimised'], /There is no preset "optimised"/, /Did you mean "optimized"\?/],
		[['user-by-id', '--indexes', 'bare,+idx_shots_scene_typ'], /There is no index "idx_shots_scene_typ"/, /Did you mean "idx_shots_scene_type"\?/],
		[['user-by-id', '--indexes', 'bare,idx_shots_scene_type'], /has no \+ or - before it/, /Write \+idx_shots_scene_type or -idx_shots_scene_type/],
		[['user-by-id', '--indexes', 'bare', '--indexes', 'optimized', '--against', 'bare'], /bare would be measured twice/, /Each --indexes is another configuration/],
		[['open-scene', '--indexes', 'bare', '--indexes', 'optimized'], /open-scene is an operation/, /several are for queries/],
		[['user-by-id', '--against', 'nothing'], /There is no preset "nothing"/, /Presets: bare, baseline, optimized, all/],
		[['user-by-id', '--param', 'id'], /"id" is not NAME=VALUE/, /Its parameters: /],
		[['user-by-id', '--param', 'name=x'], /user-by-id has no parameter "name"/, /Its parameters: /],
		[['user-by-id', '--runs', '0'], /--runs takes a whole number from 1 on/, /For example --runs 1/],
		[['user-by-id', '--runs', 'often'], /--runs takes a whole number from 1 on/, /For example --runs 1/],
	])('run %j', async (args, what, whatToDo) => {
		const {code, stdout, stderr} = await piped(['run', ...args]);
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toMatch(what);
		expect(stderr).toMatch(whatToDo);
	});
});
