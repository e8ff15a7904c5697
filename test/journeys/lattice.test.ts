import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped} = planflip;
/** Each starts the program, some execute queries. */
const patience = 400_000;

interface LatticeJson {
	readonly all: {readonly configuration: string; readonly cost: number; readonly bytes: number; readonly indexes: number};
	readonly none: {readonly cost: number};
	readonly claim: string;
	readonly effort: {readonly explains: number; readonly byForce: number; readonly built: {readonly indexes: number}};
	readonly choices: ReadonlyArray<{readonly wish: {readonly kind: string; readonly share?: number}; readonly on: readonly string[]; readonly off: readonly string[]; readonly cost: number; readonly bytes: number; readonly indexes: number;
		readonly changes: ReadonlyArray<{readonly entry: string; readonly measured: {readonly verdict: string | null; readonly samples: {readonly choice: readonly number[]}} | null}>;}>;
	readonly indexes: ReadonlyArray<{readonly index: string; readonly shapley: number; readonly walBytes: number | null; readonly verdict: {readonly kind: string; readonly misses?: ReadonlyArray<{readonly entry: string}>}; readonly sentence: string}>;
	readonly entries: ReadonlyArray<{readonly entry: string; readonly operation: {readonly operation: string} | null; readonly cost: {readonly all: number; readonly none: number}}>;
	readonly held: ReadonlyArray<{readonly index: string; readonly because: {readonly kind: string}}>;
	readonly writes: {readonly notMeasured: ReadonlyArray<{readonly index: string; readonly because: string}>};
	readonly failed: ReadonlyArray<{readonly entry: string; readonly lines: readonly string[]}>;
}

describe('planflip lattice', () => {
	it('tells what can go, what must stay and what each index is worth, of all the catalogue\'s indexes', async () => {
		const {code, stdout, stderr} = await piped(['lattice', '--indexes', 'all', '--plan-only', '--json']);
		expect(code, stderr).toBe(0);
		const {all, none, claim, choices, indexes, effort, held, failed, writes, entries} = JSON.parse(stdout) as LatticeJson;
		expect(claim).toBe('every combination');
		expect(failed).toEqual([]);
		expect(indexes.reduce((sum, {shapley}) => sum + shapley, 0)).toBeCloseTo(none.cost - all.cost, 4);
		expect(effort.explains).toBeLessThan(effort.byForce / 100);
		expect(effort.built.indexes).toBe(11);
		expect(new Set(writes.notMeasured.map(({because}) => because))).toEqual(new Set(['nothing was executed']));
		expect(indexes.filter(({walBytes}) => walBytes !== null).map(({index}) => index)).toEqual([]);
		const [same, ...others] = choices;
		expect(same?.wish.kind).toBe('same plans');
		expect(same?.changes).toEqual([]);
		expect(same?.cost).toBeCloseTo(all.cost, 6);
		expect(others.map(({wish}) => wish.share)).toEqual([0, 0.01, 0.05, 0.1]);
		for (const {wish, cost, on, off} of others) {
			expect(cost).toBeLessThanOrEqual(all.cost * (1 + (wish.share ?? 0)) * (1 + 1e-9));
			expect(on.length + off.length).toBe(all.indexes);
		}

		expect(held.filter(({because}) => because.kind === 'guards').map(({index}) => index)).toContain('shots_pkey');
		expect(choices.every(({off}) => !off.includes('shots_pkey'))).toBe(true);
		expect(indexes.find(({index}) => index === 'idx_shots_scene_type')?.sentence).toMatch(/^Keep it/);
		// No query misses it as much as a statement of an operation does, and every operation is looked at.
		const {verdict} = indexes.find(({index}) => index === 'idx_scenes_id_project') ?? {};
		expect(verdict).toMatchObject({kind: 'keep', misses: expect.arrayContaining([expect.objectContaining({entry: 'open-shot/scene'})]) as unknown});
		expect(verdict?.misses?.[0]?.entry).toMatch(/^(?:open|list)-shots?\/scene$/);
		expect(new Set(entries.flatMap(({operation}) => operation?.operation ?? []))).toEqual(new Set(['open-shot', 'list-projects', 'list-scenes', 'list-shots', 'open-scene', 'open-character']));
	}, patience);

	it('executes what the smallest set would change, in turns with all indexes, and writes its report', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'planflip-lattice-'));
		onTestFinished(() => {
			rmSync(folder, {recursive: true, force: true});
		});
		const {code, stdout, stderr} = await piped(['lattice', 'shots-by-type', 'shots-of-a-scene', '--indexes', 'all', '--within', '200%', '--max-indexes', '1', '--runs', '5', '--out', folder]);
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/^within 200 % /m);
		expect(stdout).toMatch(/^at most 1 index /m);
		expect(stdout).toMatch(/; measured /);
		expect(stdout.split('\n').filter(line => [...line].length > 120)).toEqual([]);
		const files = readdirSync(folder);
		const page = readFileSync(path.join(folder, files.find(name => name.endsWith('.html')) ?? ''), 'utf8');
		expect(page).toContain('Which query needs which index');
		const json = JSON.parse(readFileSync(path.join(folder, files.find(name => name.endsWith('.json')) ?? ''), 'utf8')) as LatticeJson;
		const measured = json.choices.flatMap(({changes}) => changes.flatMap(({measured: one}) => one === null ? [] : [one]));
		expect(measured.length).toBeGreaterThan(0);
		expect(measured.every(({samples}) => samples.choice.length === 5)).toBe(true);
	}, patience);

	it('leaves out a query that fails, says why, and answers for the others', async () => {
		const folder = planflip.catalog({
			'broken.sql': card('Broken', 'select nothing from shots'),
			'sound.sql': card('Sound', 'select * from shots where scene_id = (select id from scenes limit 1)'),
		});
		const {code, stdout, stderr} = await piped(['lattice', '--catalog', folder, '--plan-only', '--json']);
		expect(code, stderr).toBe(0);
		const {failed, entries} = JSON.parse(stdout) as LatticeJson;
		expect(failed.map(({entry}) => entry)).toEqual(['broken']);
		expect(failed[0]?.lines.join(' ')).toContain('nothing');
		expect(entries.map(({entry}) => entry)).toEqual(['sound']);
		expect(stderr).toContain('broken is left out');
	}, patience);

	it('used wrongly ends with 2 and says how it is used', async () => {
		const wrong = async (...args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(['lattice', ...args]);
			expect({code, stdout}).toEqual({code: 2, stdout: ''});
			return stderr;
		};

		expect(await wrong('--within', 'little')).toContain('--within 5%');
		expect(await wrong('--each', '0.5x')).toContain('--each 2x');
		expect(await wrong('--max-size', '10 elephants')).toContain('--max-size 50MB');
		expect(await wrong('shots-by-typ')).toContain('Did you mean "shots-by-type"?');
	}, patience);
});

withNativeServer('planflip lattice on a server', native => {
	const {database, url, ask, indexes} = serverJourney(native, planflip);

	it('switches without locking anything, leaves no trace, and tells whoever may not switch what would help', async () => {
		const name = await database();
		await ask(name, `create table notes (id int primary key, author int, made date);
			insert into notes select n, n % 300, date '2026-01-01' + n % 100 from generate_series(1, 3000) n;
			create index notes_author on notes (author); create index notes_author_made on notes (author, made); create index notes_made on notes (made);
			analyze notes; create role reader login; grant select on notes to reader`);
		const folder = planflip.catalog({'by-author.sql': card('By author', 'select * from notes where author = 7 order by made')});
		const before = await indexes(name);
		const {code, stdout, stderr} = await piped(['lattice', '--catalog', folder, '--json', '--plan-only'], {env: {DATABASE_URL: url(name)}});
		expect(code, stderr).toBe(0);
		const {choices, indexes: worths, writes} = JSON.parse(stdout) as LatticeJson;
		expect(worths.map(({walBytes}) => walBytes)).toEqual([null, null, null]);
		expect(writes.notMeasured[0]?.because).toBe('nothing was executed');
		expect(choices[0]?.off).toContain('notes_made');
		expect(worths.map(({index}) => index)).toEqual(['notes_author', 'notes_author_made', 'notes_made']);
		expect(await indexes(name)).toEqual(before);
		const refused = await piped(['lattice', '--catalog', folder, '--json'], {env: {DATABASE_URL: url(name, 'reader')}});
		expect({code: refused.code, stdout: refused.stdout}).toEqual({code: 3, stdout: ''});
		expect(refused.stderr).toContain('What would help:');
	}, patience);
});
