import {expect, it} from 'vitest';
import {card, journey} from '../support/journey.ts';

const {piped, catalog} = journey();

it('a statement that writes is measured on the embedded database, and each execution taken back', async () => {
	const folder = catalog({'clear.sql': card('clear', 'delete from shots where shot_number = 1'), 'count.sql': card('count', 'select * from shots where shot_number = 1')});
	const {code, stdout, stderr} = await piped(['run', 'clear', '--catalog', folder, '--runs', '3', '--json']);
	expect(code, stderr).toBe(0);
	interface Run {readonly samples: readonly number[]; readonly plan: {readonly nodes: ReadonlyArray<{readonly nodeType: string; readonly rows: {readonly actual: number | null}}>}}
	const run = JSON.parse(stdout) as Run;
	expect(run).toMatchObject({warnings: [expect.stringMatching(/^Delete shots: executed for real.*rolled back each time/) as string]});
	// The report of the kept run says so too.
	expect(JSON.parse((await piped(['runs', 'show', 'latest', '--json'])).stdout)).toMatchObject({warnings: [expect.stringMatching(/^Delete shots/) as string]});
	expect((await piped(['runs', 'show', 'latest', '--plain'])).stdout).toMatch(/^warnings\n {2}Delete shots: executed for real/m);
	expect(run.samples).toHaveLength(3);
	expect(run.plan.nodes[0]?.nodeType).toBe('ModifyTable');
	// Small scale: 500 scenes, each with a first shot; the scan below finds them all, each time.
	expect(run.plan.nodes.at(-1)?.rows.actual).toBe(500);
	const after = JSON.parse((await piped(['run', 'count', '--catalog', folder, '--runs', '1', '--json'])).stdout) as Run;
	expect(after.plan.nodes.at(-1)?.rows.actual).toBe(500);
});
