import {readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {journey} from '../support/journey.ts';

const {piped, onScreen, runs, catalog} = journey();
/** What is kept needs no database. */
const env = {DATABASE_URL: 'postgres://nobody@localhost:1/nowhere'};
const diff = async (...args: readonly string[]) => piped(['diff', ...args], {env});

async function measured(...args: readonly string[]): Promise<string> {
	const {stderr} = await piped(['run', ...args]);
	return /kept as run ([\da-f]{8})/.exec(stderr)?.[1] ?? `nothing was kept: ${stderr}`;
}

describe('diff of kept runs', {timeout: 240_000}, () => {
	it('measured in turns uses that comparison, both ways round; apart says so; and a file stands beside a run', async () => {
		const alone = await measured('shots-of-a-scene');
		const bare = await measured('shots-of-a-scene', '--indexes', 'bare');
		const baseline = /~baseline~.*~([\da-f]{8})\.json$/.exec(readdirSync(runs).find(name => name.includes('~baseline~')) ?? '')?.[1] ?? '';
		const turns = await diff(baseline, bare);
		expect(turns.stdout).toMatch(new RegExp(`^${baseline} baseline → ${bare} bare\\n[\\d.]+x slower \\(`));
		expect(turns.stdout).toMatch(/^measured in turns with each other$/m);
		expect(turns.code).toBe(1);
		const back = await diff(bare, baseline, '--json');
		expect(JSON.parse(back.stdout)).toMatchObject({verdict: 'faster', basis: 'measured', notes: ['measured in turns with each other']});
		expect(back.code).toBe(0);

		const apart = await diff('previous', 'latest');
		expect(apart.stdout).toMatch(new RegExp(`^${alone} baseline → ${bare} bare\\n`));
		expect(apart.stdout).toMatch(/^slower beyond doubt: .*x slower \(.*\) and blocks 12 → 93/m);
		expect(apart.stdout).toMatch(/^measured apart, .*blocks are the witness$/m);
		expect(apart.code).toBe(1);

		const folder = catalog({});
		const file = path.join(folder, bare);
		writeFileSync(file, '[{"Plan": {"Node Type": "Result", "Startup Cost": 0, "Total Cost": 0.01, "Plan Rows": 1, "Plan Width": 4}}]');
		const mixed = await diff(alone, file);
		expect(mixed.stdout).toMatch(/~ cannot tell/);
		const other = await measured('user-by-id');
		expect((await diff(bare, other)).stdout).toMatch(/^different queries: shots-of-a-scene → user-by-id$/m);
	});

	it('a word that is neither a file nor a run is told as both', async () => {
		const {code, stderr} = await diff('nowhere', 'latest');
		expect(code).toBe(2);
		expect(stderr).toMatch(/There is no file nowhere, and no run of that name\./);
		expect(stderr).toMatch(/The newest: /);
	});

	it('on the screen the past of a query is there after a restart', async () => {
		const program = onScreen();
		await program.waitFor(/before[^]*baseline/, {timeout: 90_000});
		await program.waitFor(/\d\d:\d\d +[\d.]+ ms +93 bare/);
	});
});
