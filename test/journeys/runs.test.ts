import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {card, journey} from '../support/journey.ts';

const {piped, onScreen, runs, catalog} = journey();
/** What is kept needs no database to be seen: this one cannot be reached. */
const env = {DATABASE_URL: 'postgres://nobody@localhost:1/nowhere'};
const later = async (...args: readonly string[]) => piped(args, {env});

async function measured(...args: readonly string[]): Promise<{readonly id: string; readonly stdout: string}> {
	const {code, stdout, stderr} = await piped(['run', ...args]);
	expect(code, stderr).toBe(0);
	return {id: /kept as run ([\da-f]{8})/.exec(stderr)?.[1] ?? '', stdout};
}

describe('planflip runs', {timeout: 240_000}, () => {
	it('before the first run says that there is none, and an unknown query is a slip', async () => {
		const none = await later('runs');
		expect(none).toMatchObject({code: 0, stdout: '', stderr: expect.stringMatching(/No run was kept/) as string});
		expect(await later('runs', 'shots-of-a-scene')).toMatchObject({code: 0, stdout: ''});
		expect(await later('runs', 'shots-of-scene')).toMatchObject({code: 2, stderr: expect.stringMatching(/Did you mean "shots-of-a-scene"/) as string});
	});

	it('lists both runs of a comparison, newest first, and show tells each as it was told then, from the file alone', async () => {
		const alone = await measured('user-by-id', '--runs', '2');
		const bare = await measured('shots-of-a-scene', '--indexes', 'bare', '--against', 'optimized');
		const list = await later('runs');
		expect(list.code, list.stderr).toBe(0);
		const [head, ...lines] = list.stdout.trimEnd().split('\n');
		expect(head).toMatch(/^run +when +query +indexes +rung +time +blocks +database +in turns$/);
		expect(lines).toHaveLength(3);
		expect(lines[0]).toMatch(new RegExp(`^${bare.id} +[\\d-]+ [\\d:]+ +shots-of-a-scene +bare +1 +[\\d.]+ ms +\\d+ +PGlite \\(embedded\\), small, seed 1 +[\\d.]+x slower \\(`));
		expect(lines[1]).toMatch(new RegExp(`shots-of-a-scene +optimized .*baseline of ${bare.id}$`));
		expect(lines[2]).toMatch(new RegExp(`^${alone.id} .*user-by-id +baseline `));

		const shown = await later('runs', 'show', bare.id);
		expect(shown).toMatchObject({code: 0, stdout: bare.stdout, stderr: ''});
		expect((await later('run', 'show', alone.id.slice(0, 5))).stdout).toBe(alone.stdout);
	});

	it('show opens the screen on a terminal, with the plans of the run and of its baseline', async () => {
		const {id} = await measured('shots-of-a-scene', '--indexes', 'bare', '--runs', '1');
		const program = onScreen(['runs', 'show', id], {env});
		await program.waitFor(/Seq Scan shots/);
		await program.waitFor(/\/\* bare \*\//);
		await program.waitFor(/\/\* baseline \*\//);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('--json of a kept run is what `run --json` said, to the last digit', async () => {
		const {stdout} = await piped(['run', 'shots-of-a-scene', '--indexes', 'bare', '--json', '--runs', '3']);
		const {id} = JSON.parse(stdout) as {id: string};
		expect((await later('runs', 'show', id, '--json')).stdout).toBe(stdout);
		const {runs: listed} = JSON.parse((await later('runs', 'shots-of-a-scene', '--json')).stdout) as {runs: Array<Record<string, unknown>>};
		expect(listed[0]).toMatchObject({id, entry: 'shots-of-a-scene', configuration: 'bare', samples: 3, turns: {role: 'current'}, blocks: expect.any(Number) as number});
	});

	it('the report without a terminal keeps its runs as well; --no-history keeps none', async () => {
		const folder = catalog({'answer.sql': card('the answer', 'select count(*) from shots')});
		const before = readdirSync(runs).length;
		expect(await piped(['--catalog', folder, '--runs', '1', '--no-history'])).toMatchObject({code: 0});
		expect(readdirSync(runs)).toHaveLength(before);
		expect(await piped(['--catalog', folder, '--runs', '1'])).toMatchObject({code: 0});
		// bare alone, then baseline beside bare.
		expect(readdirSync(runs)).toHaveLength(before + 3);
	});

	it('tells of files that are no runs, and leaves them alone', async () => {
		const notes = path.join(runs, 'notes.txt');
		writeFileSync(notes, 'mine');
		const {code, stderr} = await later('runs', 'user-by-id');
		expect(code).toBe(0);
		expect(stderr).toMatch(/Left alone in .*\n {2}notes\.txt: not a run of planflip's/);
		expect(existsSync(notes)).toBe(true);
	});

	it.each([
		[['runs', 'a', 'b'], /runs takes one query at the most/],
		[['runs', 'show'], /show takes one run/],
		[['run', 'show', 'ffffffff'], /There is no run "ffffffff"/],
		[['runs', 'show', 'user-by-id'], /The newest: /],
	])('%j is used wrongly, and says how', async (args, sentence) => {
		const {code, stdout, stderr} = await later(...args);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(sentence);
	});
});
