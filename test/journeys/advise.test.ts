import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {askServer} from '../support/server-journey.ts';

const {piped, onScreen, catalog, cache} = journey();
const patience = 240_000;

interface AdviceJson {
	readonly start: string;
	readonly proved: string;
	readonly now: {readonly cost: number};
	readonly proposed: {readonly cost: number; readonly bytes: number};
	readonly allOn: {readonly cost: number};
	readonly proposals: ReadonlyArray<{readonly sql: string; readonly share: number; readonly users: readonly string[]; readonly verdict: string; readonly writes: ReadonlyArray<{readonly operation: string; readonly kind: string}>}>;
	readonly rejected: ReadonlyArray<{readonly sql: string; readonly because: string; readonly verdict: string}>;
	readonly removable: ReadonlyArray<{readonly index: string; readonly verdict: string}>;
	readonly entries: ReadonlyArray<{readonly entry: string; readonly measured: {readonly verdict: string; readonly before: {readonly ms: number}} | null}>;
	readonly failures: ReadonlyArray<{readonly entry: string; readonly error: readonly string[]}>;
}

const shots = (where: string) => `select id, camera_angle from shots where ${where}`;

describe('planflip advise', () => {
	it('tells as JSON what to build, what could go and what was turned down, and exits 1 for CI when one saves enough', async () => {
		const folder = catalog({
			'by-angle.sql': card('by angle', shots('camera_angle = $1 and shot_number = $2'), '-- parameter: angle = select camera_angle from shots limit 1\n-- parameter: number = select 3\n'),
			'wrong.sql': card('wrong', 'select colour from shots'),
		});
		const {code, stdout, stderr} = await piped(['advise', '--catalog', folder, '--runs', '2', '--json', '--at-least', '5%', '--out', path.join(cache, 'reports')]);
		expect(stderr).toContain('Written:');
		const advice = JSON.parse(stdout) as AdviceJson;
		expect(code).toBe(1);
		expect(advice).toMatchObject({start: 'baseline', proved: 'every combination'});
		const [proposal, ...others] = advice.proposals;
		expect(others).toEqual([]);
		expect(proposal?.sql).toMatch(/^CREATE INDEX \w+ ON public\.shots \((?:camera_angle|shot_number)/);
		expect(proposal?.users).toEqual(['by-angle']);
		expect(proposal?.share).toBeGreaterThan(0.05);
		expect(proposal?.writes.map(({operation}) => operation)).toEqual(['insert', 'update indexed', 'update other', 'delete']);
		expect(advice.proposed.cost).toBeLessThan(advice.now.cost);
		expect(advice.proposed.cost).toBeGreaterThanOrEqual(advice.allOn.cost);
		expect(advice.entries.map(({entry, measured}) => [entry, typeof measured?.before.ms])).toEqual([['by-angle', 'number']]);
		expect(advice.failures.map(({entry, error}) => [entry, error[0]?.includes('colour')])).toEqual([['wrong', true]]);
		expect(advice.removable.map(({index}) => index)).toContain('idx_shots_scene_number');
		expect(readdirSync(path.join(cache, 'reports')).map(name => path.extname(name)).toSorted()).toEqual(['.html', '.json', '.md']);
		const markdown = readdirSync(path.join(cache, 'reports')).find(name => name.endsWith('.md')) ?? '';
		expect(readFileSync(path.join(cache, 'reports', markdown), 'utf8')).toContain(proposal?.verdict);
	}, patience);

	it('tells the same in plain text, and exits 0 when nothing has to be built', async () => {
		const {code, stdout} = await piped(['advise', 'shot-by-id', 'user-by-email', '--plain', '--at-least', '1%']);
		expect(code).toBe(0);
		expect(stdout).toContain('Nothing to build: the indexes that are there do.');
		expect(stdout).toMatch(/idx_shots_scene_number: no query of the catalogue reads it; frees \d+ kB/);
		expect(stdout.split('\n').every(line => line.length <= 120)).toBe(true);
	}, patience);

	it('hands on the embedded tables that it wrote copies of only; those in which a statement wrote and was taken back are left to nobody, as they are larger now', async () => {
		const used = () => readdirSync(path.join(cache, 'planflip/embedded')).filter(name => name.includes('+'));
		expect((await piped(['run', 'shot-by-id', '--runs', '2', '--plain'])).code).toBe(0);
		expect(used()).toHaveLength(1);
		expect((await piped(['advise', 'shot-by-id', '--runs', '2', '--plain'])).code).toBe(0);
		expect(used()).toHaveLength(1);
		const writing = catalog({'touch.sql': card('touch', 'update shots set camera_angle = camera_angle')});
		expect((await piped(['run', 'touch', '--catalog', writing, '--runs', '2', '--plain'])).code).toBe(0);
		expect(used()).toEqual([]);
	}, patience);

	it('used wrongly ends with 2 and says how it is used', async () => {
		const wrong = async (...args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(['advise', ...args]);
			expect({code, stdout}).toEqual({code: 2, stdout: ''});
			return stderr;
		};

		expect(await wrong('shot-by-ip')).toContain('Did you mean "shot-by-id"?');
		expect(await wrong('--within', 'much')).toContain('--within 5%');
		expect(await wrong('--max-size', '5 apples')).toContain('--max-size 50MB');
		expect(await wrong('--max-indexes', '-1')).toContain('--max-indexes');
	}, patience);
});

withNativeServer('planflip advise that is stopped', native => {
	const run = async (files: Readonly<Record<string, string>>) => {
		await native.server.run(`drop table if exists notes; create table notes (id int primary key, author int not null, body text);
			insert into notes select n, n % 3000, repeat('b', 50) from generate_series(1, 20000) n; analyze notes`, native.database);
		const look = async () => askServer(native.server, native.database, `select pg_relation_size('notes')::int as bytes, count(*)::int as notes, sum(length(body))::int as length,
			(select count(*)::int from pg_index where indrelid = 'notes'::regclass) as indexes, (select count(*)::int from pg_class where relname like 'planflip%') as ours from notes`);
		const before = await look();
		const program = onScreen(['advise', '--catalog', catalog(files), '--disposable', '--runs', '400'], {env: {DATABASE_URL: `postgres://${native.server.user}@localhost:${native.server.port}/${native.database}`}});
		const stopAt = async (title: RegExp) => {
			await expect.poll(() => program.raw(), {timeout: patience, interval: 50}).toMatch(title);
			program.press('ctrl+c');
			expect(await program.exit).toMatchObject({code: 130});
		};

		return {stopAt, said: () => program.raw().replaceAll(/\s+/g, ' '), before, after: look};
	};

	const find = card('find', 'select id from notes where author = 9');

	it('while it measures what indexes add to writes leaves the tables as they were, and says so', async () => {
		const {stopAt, said, before, after} = await run({'find.sql': find});
		await stopAt(/Measuring what they add to writes/);
		expect(said()).toMatch(/planflip: stopped; nothing was changed(?!,)/);
		expect(await after()).toEqual(before);
	}, patience);

	it('while it measures a statement that writes leaves the rows as they were, and says what of it lies dead', async () => {
		const {stopAt, said, before, after} = await run({'find.sql': find, 'touch.sql': card('touch', 'update notes set body = body || \'x\' where author = 7')});
		await stopAt(/Measuring [^\r]*touch/);
		expect(said()).toContain('planflip: stopped; nothing was changed, but rows that were written and taken back (Update notes) lie dead until VACUUM clears them away');
		expect(await after()).toEqual(before.map(({bytes: _, ...rest}) => ({...rest, bytes: expect.any(Number) as number})));
	}, patience);
});
