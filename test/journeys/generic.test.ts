import {expect, it} from 'vitest';
import {journey} from '../support/journey.ts';

const {piped, onScreen, catalog} = journey();
const files = {'by-type.sql': '-- title: by type\n-- why: Out of pg_stat_statements.\n-- frequency: low\n-- parameter: shot_type\nselect * from shots where shot_type = $1'};

it('a query without values is planned, labelled GENERIC, and not executed; with a value it is measured', async () => {
	const folder = catalog(files);
	const plain = await piped(['run', 'by-type', '--indexes', 'bare', '--catalog', folder, '--plain']);
	expect(plain.code, plain.stderr).toBe(0);
	expect(plain.stdout).toMatch(/\$1 shot_type = no value: planned without one/);
	expect(plain.stdout).toMatch(/GENERIC: planned without a value for shot_type, not executed/);
	expect(plain.stdout).not.toMatch(/execution +[\d.]+ m?s/);
	const json = await piped(['run', 'by-type', '--catalog', folder, '--json']);
	expect(JSON.parse(json.stdout)).toMatchObject({parameters: [{name: 'shot_type', value: null, unknown: true}], samples: [], verdict: null});
	const measured = await piped(['run', 'by-type', '--catalog', folder, '--param', 'shot_type=wide', '--runs', '1', '--json']);
	expect(JSON.parse(measured.stdout)).toMatchObject({parameters: [{name: 'shot_type', value: 'wide'}], samples: [expect.any(Number) as number]});
}, 240_000);

it('is kept as planned only: listed without a time, told again to the letter, and compared without a verdict on time', async () => {
	const args = ['by-type', '--catalog', catalog(files)];
	const idOf = ({stderr}: {readonly stderr: string}) => /kept as run ([\da-f]{8})/.exec(stderr)?.[1] ?? `nothing was kept: ${stderr}`;
	const plain = await piped(['run', ...args, '--indexes', 'bare', '--plain']);
	const json = JSON.parse((await piped(['run', ...args, '--indexes', 'bare', '--json'])).stdout) as {id: string};
	const measured = await piped(['run', ...args, '--param', 'shot_type=wide', '--runs', '2']);
	const list = await piped(['runs']);
	const rows = list.stdout.split('\n').filter(line => line.includes('by-type'));
	expect(rows.find(row => row.startsWith(idOf(plain)))).toMatch(/ bare +1 +plan only +PGlite.*= same plan$/);
	expect(rows.find(row => row.startsWith(idOf(measured)))).toMatch(/ baseline +1 +[\d.]+ ms +\d+ /);

	expect((await piped(['runs', 'show', idOf(plain)])).stdout).toBe(plain.stdout);
	expect(JSON.parse((await piped(['runs', 'show', json.id, '--json'])).stdout)).toEqual(json);
	expect((JSON.parse((await piped(['runs', '--json'])).stdout) as {runs: readonly object[]}).runs.find(run => 'id' in run && run.id === json.id)).toMatchObject({planOnly: true, medianMs: null, samples: 0});

	const diff = await piped(['diff', idOf(plain), idOf(measured), '--json']);
	expect(diff.code, diff.stderr).toBe(0);
	expect(JSON.parse(diff.stdout)).toMatchObject({verdict: 'cannot tell', basis: 'planned only', notes: expect.arrayContaining([
		'different parameters: shot_type = no value → shot_type = wide', `plan only: ${idOf(plain)} was not executed, so there are no times to compare`]) as string[]});
	const shown = onScreen(['runs', 'show', idOf(plain)]);
	await shown.waitFor(/bare, PLAN ONLY/);
	shown.press('q');
	expect(await shown.exit).toMatchObject({code: 0});

	const program = onScreen(args.slice(1));
	await program.waitFor(/plan only +- bare/);
	await program.waitFor(/[\d.]+ ms +\d+ \*baseline/);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
}, 240_000);

it('on the screen e gives it a value, and then it is executed', async () => {
	const program = onScreen(['--catalog', catalog(files)]);
	await program.waitFor(/GENERIC: planned without a/);
	await program.waitFor(/shot_type = no value/);
	program.press('e');
	await program.waitFor('Parameters of by type');
	program.type('wide');
	program.press('enter');
	await program.waitFor(/this is the pinned baseline/);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
});
