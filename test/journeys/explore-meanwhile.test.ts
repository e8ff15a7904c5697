import {expect, it, vi} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const slowly = {timeout: 120_000};

vi.setConfig({testTimeout: 400_000});

withNativeServer('somebody else changes indexes while the screen is open', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);

	it('a flip of one that is gone says so, and the switches and the export are those of the database there is now', async () => {
		const name = await database('theCopy');
		const program = planflip.onScreen(['--runs', '2'], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(/current +[▁-█]/, slowly);
		await program.waitFor(/\[x\] idx_shots_scene_id /, slowly);
		await ask(name, 'drop index idx_shots_scene_id');
		await ask(name, 'create index idx_shots_of_somebody on shots (camera_angle)');
		program.press('2', 'space');
		await program.waitFor(/meanwhile dropped: idx_shots_scene_id; built: idx_shots_of_somebody; the flip of idx_shots_scene_id is over/, slowly);
		await program.waitFor(/\[x\] idx_shots_of_somebody/, slowly);
		expect(program.screen().join('\n')).not.toContain('[x] idx_shots_scene_id ');
		program.press('E');
		await program.waitFor(/nothing is flipped: the indexes are as the database has them/, slowly);

		// What a build of somebody else's has left is no index that is on.
		await ask(name, 'update pg_index set indisvalid = false where indexrelid = \'idx_shots_of_somebody\'::regclass');
		program.press('r');
		await program.waitFor(/meanwhile now INVALID: idx_shots_of_somebody/, slowly);
		await program.waitFor(/\[!\] idx_shots_of_somebody +INVALID/, slowly);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
	});
});
