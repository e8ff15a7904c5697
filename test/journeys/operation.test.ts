import {expect, it} from 'vitest';
import {journey} from '../support/journey.ts';

const {piped, catalog} = journey();

interface OperationJson {
	readonly operation: string;
	readonly rttMs: number;
	readonly chain: {readonly statements: number; readonly formula: string; readonly samples: readonly number[]; readonly steps: ReadonlyArray<{readonly step: string; readonly waitedMs: number}>};
	readonly rewrites: ReadonlyArray<{readonly name: string; readonly statements: number; readonly verdict: string}>;
	readonly checks: ReadonlyArray<{readonly verdict: string}>;
}

/** Sentences go on in the next line where the width ends. */
const unwrapped = (text: string) => text.replaceAll('\n', ' ');

it('run OPERATION --json has the chain, what could replace it, and the checks of their answers', async () => {
	const {code, stdout, stderr} = await piped(['run', 'list-projects', '--rtt', '2ms', '--runs', '3', '--json']);
	expect(code, stderr).toBe(0);
	const run = JSON.parse(stdout) as OperationJson;
	expect(run).toMatchObject({operation: 'list-projects', rttMs: 2, chain: {statements: 11, formula: '1 + 2N statements'}});
	expect(run.chain.samples).toHaveLength(3);
	expect(run.chain.steps.map(({step}) => step)).toEqual(['projects', 'scenes', 'characters']);
	// 5 loops of 2 ms at least; a timer may fire a fraction early.
	expect(run.chain.steps[1]?.waitedMs).toBeGreaterThan(9);
	expect(run.rewrites.map(({name, statements}) => [name, statements])).toEqual([['one JOIN', 1], ['counted apart', 1]]);
	expect(new Set(run.checks.map(({verdict}) => verdict))).toEqual(new Set(['same']));
});

it('--plain draws the waterfall, and says that no network was in between', async () => {
	const {code, stdout} = await piped(['run', 'open-shot', '--runs', '2', '--plain', '--indexes', 'bare']);
	expect(code).toBe(0);
	expect(stdout).toMatch(/^open-shot {2}\[bare\] {2}against \[baseline\]$/m);
	expect(stdout).toMatch(/^chain {2}3 statements, 3 round trips {2}[\d.]+ ms$/m);
	expect(stdout).toMatch(/^shot +█+─* +[\d.]+ m?s +1 row +\d blk$/m);
	expect(unwrapped(stdout)).toMatch(/one JOIN answers as the chain does: as usual \(1 row\), 5 other shots \(5 rows\), a stranger \(no rows\), no such shot \(no rows\)/);
	expect(stdout).toMatch(/without a network in between/);
	expect(unwrapped(stdout)).toMatch(/against \[baseline\] chain {2}[\d.]+ ms → [\d.]+ ms {2}~ same plans, no difference/);
	expect(stdout.split('\n').every(line => line.length <= 120)).toBe(true);
});

it('over a catalogue of operations alone, what is for queries says that it has none; all combinations and advice look at their statements', async () => {
	const alone = ['--catalog', catalog({'forgetful.sql': forgetful})];
	const {code, stdout, stderr} = await piped(['selftest', ...alone]);
	expect([code, stdout]).toEqual([2, '']);
	expect(stderr).toMatch(/The catalogue has no queries, only operations, whose steps take their values from rows: this is for queries\.\n.*\n.*Operations are measured by planflip run and planflip baseline\./);
	const lattice = await piped(['lattice', 'forgetful', ...alone, '--plan-only']);
	expect(lattice.code, lattice.stderr).toBe(0);
	expect(unwrapped(lattice.stdout)).toMatch(/; 2 statements of 1 operation\. All on: /);
	expect(unwrapped(lattice.stdout)).toMatch(/The statements of an operation \(operation\/step\) count as often as it executes them/);
	const advised = await piped(['advise', 'forgetful', ...alone, '--json']);
	expect(advised.code, advised.stderr).toBe(0);
	expect(JSON.parse(advised.stdout)).toMatchObject({failures: [], entries: [
		{entry: 'forgetful/project', operation: {operation: 'forgetful', route: 'chain', step: 'project', times: 1}},
		{entry: 'forgetful/by id', operation: {operation: 'forgetful', route: 'by id', step: 'by id', times: 1}},
	]});
}, 200_000);

const forgetful = `-- operation: read a project
-- why: The owner is forgotten in the rewrite.
-- frequency: low
-- parameter: id = select id from projects order by id limit 1
-- parameter: owner = select user_id from projects where id = $1
-- case: a stranger: owner = select id from users where id <> $2 limit 1

-- step: project
-- takes: id, owner
select * from projects where id = $1 and user_id = $2;

-- rewrite: by id
-- takes: id
select * from projects where id = $1;
`;

it('a rewrite that answers differently is told, with the values, and exits 1', async () => {
	const folder = catalog({'read-project.sql': forgetful, 'one.sql': '-- title: one\n-- why: w\n-- frequency: low\nselect 1'});
	const {code, stdout} = await piped(['run', 'read-project', '--catalog', folder, '--runs', '1']);
	expect(code).toBe(1);
	expect(unwrapped(stdout)).toMatch(/by id answers differently \(a stranger: id = [\da-f-]+, owner = [\da-f-]+\): 1 row instead of 0/);
	expect(stdout).toMatch(/answers differently: not compared/);
});

it.each([
	[['run', 'open-shot', '--rtt', 'fast'], /"fast" is no time\..*--rtt 1ms/s],
	[['run', 'user-by-id', '--rtt', '1ms'], /user-by-id is one statement/],
	[['run', 'open-shop'], /no query "open-shop".*Did you mean "open-shot"\?.*Operations: .*open-shot/s],
	[['run', 'open-shot', '--param', 'shot=1'], /open-shot has no parameter "shot"/],
])('%j is used wrongly', async (args, message) => {
	const {code, stdout, stderr} = await piped(args);
	expect([code, stdout]).toEqual([2, '']);
	expect(stderr).toMatch(message);
});

it('is kept as a run is: listed, shown again to the letter from its file alone, and no plan to compare', async () => {
	const {code, stdout, stderr} = await piped(['run', 'open-scene', '--runs', '3', '--rtt', '1ms', '--indexes', 'bare']);
	expect(code, stderr).toBe(0);
	const [, id = ''] = /kept as run ([\da-f]{8})/.exec(stderr) ?? [];
	const env = {DATABASE_URL: 'postgres://nobody@localhost:1/nowhere'};
	const list = await piped(['runs', 'open-scene'], {env});
	expect(list.stdout).toMatch(new RegExp(`^${id} .*open-scene \\(operation\\) +bare .*at rtt 1 ms`, 'm'));
	expect(list.stdout).toMatch(new RegExp(`open-scene \\(operation\\) +baseline .*baseline of ${id}$`, 'm'));
	expect(await piped(['runs', 'show', id], {env})).toEqual({code: 0, stdout, stderr: ''});
	const {runs} = JSON.parse((await piped(['runs', 'open-scene', '--json'], {env})).stdout) as {runs: ReadonlyArray<Record<string, unknown>>};
	expect(runs[0]).toMatchObject({id, operation: 'open-scene', configuration: 'bare', rttMs: 1, samples: 3, turns: {role: 'current'}});
	expect(await piped(['diff', id, id], {env})).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(/operation open-scene, a chain of statements/) as string});
});

it('--no-history keeps no operation', async () => {
	const {code, stderr} = await piped(['run', 'open-character', '--runs', '1', '--no-history']);
	expect(code, stderr).toBe(0);
	expect(stderr).not.toMatch(/kept/);
	expect((await piped(['runs', 'open-character'])).stdout).toBe('');
});
