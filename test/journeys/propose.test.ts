import {describe, expect, it} from 'vitest';
import type {RunJson} from '../support/contract.ts';
import {journey} from '../support/journey.ts';

const {onScreen, piped} = journey();

describe('--propose', () => {
	it('is one more index that is on, measured against the database as it is', async () => {
		const {code, stdout, stderr} = await piped(['run', 'shots-of-a-scene', '--indexes', 'bare', '--against', 'bare', '--propose', 'shots (scene_id)', '--runs', '5', '--json']);
		expect(code, stderr).toBe(0);
		const run = JSON.parse(stdout) as RunJson;
		expect(run).toMatchObject({configuration: 'bare,+shots_scene_id_idx', baseline: {configuration: 'bare'}, samePlan: false});
		expect(run.plan.nodes.flatMap(({index}) => index ?? [])).toEqual(['shots_scene_id_idx']);
		expect(stderr).toMatch(/^Building shots_scene_id_idx$/m);
	});

	it('compares by diff without another word', async () => {
		const {code, stdout} = await piped(['diff', 'shots-by-type', '--propose', 'create index one on shots (scene_id, shot_type)', '--plain']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/baseline → baseline,\+one/);
	});

	it.each([
		[['run', 'user-by-id', '--propose', 'drop table shots'], /This is no CREATE INDEX\.\n {2}at --propose 'drop table shots', column 1/],
		[['run', 'user-by-id', '--propose', 'shoots (scene_id)'], /There is no table "shoots"[\s\S]*Did you mean "shots"\?/],
		[['run', 'user-by-id', '--propose', 'shots (nothing)'], /shots_nothing_idx cannot be built: column "nothing" does not exist/],
		[['--plain', '--propose', 'shots (scene_id)'], /--propose is for one query, or for the screen/],
		[['diff', 'test/fixtures/plans/pg15/26_window.json', 'test/fixtures/plans/pg15/28_merge_join.json', '--propose', 'shots (scene_id)'], /compared as they are/],
	])('%j exits 2 and says why', async (args, what) => {
		const {code, stdout, stderr} = await piped(args);
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toMatch(what);
	});
});

describe('an index typed with +', () => {
	it('is built, measured against the baseline, and removed again by -', async () => {
		const program = onScreen([]);
		await program.waitFor(/this is the pinned baseline/, {timeout: 90_000});
		program.press('+', 'ctrl+u', 'ctrl+k');
		program.type('shots (scene_id, shot_numbr)');
		program.press('enter');
		await program.waitFor(/cannot be built: column "shot_numbr" does not/);
		program.press('ctrl+u', 'ctrl+k');
		program.type('create index mine on shots (scene_id, shot_number) include (shot_type)');
		program.press('enter');
		await program.waitFor(/\[\+\] mine/);
		await program.waitFor(/baseline,\+mine/);
		await program.waitFor(/pairs, .* sure/);
		program.press('-');
		// The Timing pane goes on telling what was measured under it.
		await program.waitFor(screen => !/\[[ +x]\] mine/.test(screen.join('\n')));
		await program.waitFor(/this is the pinned baseline/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	}, 240_000);
});
