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
});

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
