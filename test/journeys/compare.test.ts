import {mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {measurementFileName} from '../../source/disk/measurement-file-name.ts';
import {encodeMeasurement} from '../../source/experiment/encode-measurement.ts';
import type {Measurement} from '../../source/experiment/measurement.ts';
import {alone, inTurns, measurement, postOptimization, type Told} from '../support/compared-measurements.ts';
import {journey} from '../support/journey.ts';

const {cache, catalog, piped} = journey();
const results = path.join(cache, 'results');
mkdirSync(results);

const slow: Told = {ms: 5, blocks: 1866};
const quick: Told = {ms: 0.5, blocks: 5, index: 'shots_type'};
/** What measurements say they are of where nothing names a server: the embedded database of the steps. */
const embedded = {label: 'PGlite (embedded), small, seed 1, of the steps', key: `steps ${path.join(cache, 'state/planflip/databases/small-seed-1')}`};
const server = {label: 'me@127.0.0.1:1/app', key: 'localhost:1/app'};
const before = measurement({id: 'aaaaaaaa', database: embedded, statements: [alone('1', 'by-type', slow)]});
const better = postOptimization({id: 'bbbbbbbb', database: embedded, statements: [inTurns('2', 'by-type', slow, quick)]});
const worse = postOptimization({id: 'cccccccc', database: embedded, startedAt: new Date('2026-11-25T12:00:00Z'), statements: [inTurns('3', 'by-type', quick, slow)]});

/** As the steps keep it. */
function put(one: Measurement, folder = results): string {
	const file = path.join(folder, measurementFileName(one));
	writeFileSync(file, encodeMeasurement(one));
	return file;
}

test('without a measurement, compare says which step takes one', async () => {
	const {code, stderr} = await piped(['compare', '--results', results]);
	expect(code).toBe(2);
	expect(stderr).toMatch(/There is no post-optimization measurement of PGlite \(embedded\), small, seed 1, of the steps\.\n.*\n +planflip baseline begins, and planflip post-optimization takes one when the indexes are built\./);
	put(before);
	expect((await piped(['compare', '--results', results])).stderr).toMatch(/\n +planflip post-optimization takes one\./);
});

test('compare takes the latest measurement and the baseline that it answers; a regression is exit code 1', async () => {
	const files = [before, better].map(one => put(one));
	const good = await piped(['compare', '--results', results]);
	expect(good.stderr).toBe('');
	expect(good.code).toBe(0);
	expect(good.stdout).toContain('before baseline aaaaaaaa');
	expect(good.stdout).toContain('after  post-optimization bbbbbbbb');
	expect(good.stdout).toMatch(/by-type .*5\.02 → 0\.5 ms .*1,866 → 5 ▼99\.7 % +10\.0x faster/);

	put(worse);
	const bad = await piped(['compare', '--results', results]);
	expect(bad.code).toBe(1);
	expect(bad.stdout).toContain('regression: by-type slower beyond doubt');
	expect((await piped(['compare', '--results', results, '--fail-on', 'never'])).code).toBe(0);
	expect((await piped(['compare', 'aaaa', 'bbbb', '--results', results])).code).toBe(0);
	expect((await piped(['compare', ...files])).code).toBe(0);
	expect((await piped(['compare', ...files, '--fail-on', 'index'])).code).toBe(0);
	expect((await piped(['compare', ...files, '--fail-on', 'estimate,incomplete,attention'])).code).toBe(0);
});

test('compare keeps to the database that the arguments or the environment name, and needs no connection to it', async () => {
	const folder = mkdtempSync(path.join(cache, 'results-'));
	const elsewhere = {database: server, startedAt: new Date('2026-11-25T13:00:00Z')};
	for (const one of [before, better, {...before, ...elsewhere, id: 'eeeeeeee'}, {...worse, ...elsewhere, id: 'ffffffff', answers: 'eeeeeeee'}]) {
		put(one, folder);
	}

	const compared = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => piped(['compare', '--results', folder, ...args], {env});
	// The latest of all is a server's, and worse.
	expect(await compared([])).toMatchObject({code: 0, stdout: expect.stringContaining('after  post-optimization bbbbbbbb') as string});
	const url = 'postgres://me@127.0.0.1:1/app';
	for (const [args, env] of [[[], {DATABASE_URL: url}], [['--database-url', url], {}], [['latest'], {DATABASE_URL: url}], [[], {DATABASE_URL: 'postgres://somebody@localhost:1/app'}], [[], {DATABASE_URL: 'postgres:///app?host=/var/run/postgresql&port=1'}], [[], {PGHOST: '127.0.0.1', PGPORT: '1', PGUSER: 'me', PGDATABASE: 'app'}]] as const) {
		expect(await compared(args, env), JSON.stringify([args, env])).toMatchObject({code: 1, stderr: '', stdout: expect.stringContaining('after  post-optimization ffffffff') as string});
	}

	const standard = await compared(['--scale', 'standard']);
	expect(standard).toMatchObject({code: 2, stdout: ''});
	expect(standard.stderr).toMatch(new RegExp([
		'There is no post-optimization measurement of PGlite \\(embedded\\), standard, seed 1, of the steps\\.', ' +at .*', ' +planflip baseline begins, .*\\. Another database is named as for every step: DATABASE_URL, .*',
		` +Measured on me@127\\.0\\.0\\.1:1/app: planflip compare eeeeeeee ffffffff --results ${folder}`,
		` +Measured on PGlite \\(embedded\\), small, seed 1, of the steps: planflip compare aaaaaaaa bbbbbbbb --results ${folder}`,
	].join('\\n')));
	expect(await compared(['eeee', 'ffff', '--scale', 'standard'])).toMatchObject({code: 1, stdout: expect.stringContaining('before baseline eeeeeeee') as string});
	expect(await compared(['eeee'])).toMatchObject({code: 1, stdout: expect.stringContaining('after  post-optimization ffffffff') as string});
	expect(await compared(['--scale', 'huge'])).toMatchObject({code: 2, stdout: ''});
});

test('a newer baseline that nothing answers is told, on stderr, in the head and as a difference; --catalog leaves those of its catalogue', async () => {
	const folder = mkdtempSync(path.join(cache, 'results-'));
	const at = (hour: number) => ({startedAt: new Date(Date.UTC(2026, 10, 25, hour))});
	const [first, other] = ['select 1', 'select 2'].map((sql, at) => catalog({[at === 0 ? 'by-type.sql' : 'else.sql']: `-- title: t\n-- why: w\n-- frequency: low\n${sql}\n`}));
	const of = (folder: string | undefined) => ({catalog: {folder: folder ?? '', entries: []}});
	put({...before, ...of(first)}, folder);
	put({...better, ...of(first)}, folder);
	const compared = async (...args: readonly string[]) => piped(['compare', '--results', folder, ...args]);
	expect(await compared()).toMatchObject({code: 0, stderr: ''});

	put({...before, ...of(other), ...at(20), id: 'dddddddd'}, folder);
	const newer = /The baseline dddddddd \(2026-11-25 20:00 UTC\) is newer, and no post-optimization answers it/;
	const text = await compared();
	expect(text).toMatchObject({code: 0, stderr: expect.stringMatching(newer) as string, stdout: expect.stringContaining('after  post-optimization bbbbbbbb') as string});
	expect(text.stdout.replaceAll(/\s+/g, ' ').slice(0, 1000)).toMatch(newer);
	expect(JSON.parse((await compared('--json')).stdout)).toMatchObject({differences: [expect.stringMatching(newer)] as unknown[]});
	expect((await compared('aaaa', 'bbbb')).stderr).toBe('');

	expect(await compared('--catalog', first ?? '')).toMatchObject({code: 0, stderr: '', stdout: expect.stringContaining('after  post-optimization bbbbbbbb') as string});
	expect(await compared('--catalog', other ?? '')).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(/There is no post-optimization measurement of .* with the catalogue /) as string});
	expect(await compared('aaaa', 'bbbb', '--catalog', other ?? '')).toMatchObject({code: 2, stdout: '', stderr: expect.stringMatching(/The measurement aaaaaaaa is of the catalogue /) as string});
});

test('one that was measured under another home is told apart from this one, which is filled alike', async () => {
	const folder = mkdtempSync(path.join(cache, 'results-'));
	put({...better, answers: null, database: {...embedded, key: 'steps /another/home/small-seed-1'}}, folder);
	const {code, stderr} = await piped(['compare', '--results', folder]);
	expect([code, stderr]).toEqual([2, expect.stringContaining(`Measured on PGlite (embedded), small, seed 1, of the steps, in /another/home/small-seed-1: planflip compare BASELINE bbbbbbbb --results ${folder}\n`)]);
});

test('a damaged measurement is told with the ways around it, and an older one can be named in its place', async () => {
	const folder = mkdtempSync(path.join(cache, 'results-'));
	put(before, folder);
	put(better, folder);
	const cut = put({...before, id: 'dddddddd', startedAt: new Date('2026-11-25T10:30:00Z')}, folder);
	writeFileSync(cut, readFileSync(cut, 'utf8').slice(0, 2000));
	const late = put({...worse, answers: 'dddddddd'}, folder);
	const broken = await piped(['compare', '--results', folder]);
	expect(broken).toMatchObject({code: 2, stdout: ''});
	expect(broken.stderr).toMatch(/This is no JSON to its end: the file is damaged\.\n +at .*~dddddddd\.json\n +Others of that database can be named \(planflip post-optimization --baseline ID, or compare ID\): aaaaaaaa \(2026-11-25 10:00 UTC\)\.\n +planflip baseline takes a new one, which is the latest then; this file can be deleted\.\n$/);
	expect(await piped(['compare', 'aaaa', '--results', folder])).toMatchObject({code: 1, stdout: expect.stringContaining('before baseline aaaaaaaa') as string});

	writeFileSync(late, '');
	const empty = await piped(['compare', '--results', folder]);
	expect(empty.stderr).toMatch(/The file is empty\.\n +at .*~cccccccc\.json\n +Others of that database can be named \(planflip compare BASELINE ID\): bbbbbbbb/);
	expect(await piped(['compare', 'aaaa', 'bbbb', '--results', folder])).toMatchObject({code: 0});
});

test('--json is the comparison, in numbers', async () => {
	const {stdout} = await piped(['compare', 'aaaa', 'bbbb', '--results', results, '--json']);
	expect(JSON.parse(stdout)).toMatchObject({
		planflip: 'comparison',
		before: {id: 'aaaaaaaa', step: 'baseline'},
		after: {id: 'bbbbbbbb', answers: 'aaaaaaaa'},
		statements: [{entry: 'by-type', basis: 'in turns', verdict: 'faster', before: {blocks: 1866, scans: [{label: 'Seq Scan', relation: 'shots', index: null}]}, after: {blocks: 5, indexes: ['shots_type']}}],
		indexes: {built: [{name: 'shots_type', verdict: 'saves', uses: [{entry: 'by-type', saves: true, tableBlocks: {before: 1866, after: 5}}]}]},
	});
});

test('--out writes Markdown, JSON and a page, and never over another report', async () => {
	const out = path.join(cache, 'reports', 'deep');
	for (const ending of ['', '-2']) {
		const {code, stderr} = await piped(['compare', 'aaaa', 'bbbb', '--results', results, '--out', out]);
		expect(code).toBe(0);
		expect(stderr).toMatch(/^Written: .*planflip-compare-\d{8}T\d{6}Z(-2)?\.html, and beside it/);
		expect(ending === '' ? stderr : '').not.toContain('-2.html');
	}

	const names = readdirSync(out);
	expect(names.filter(name => name.endsWith('.html'))).toHaveLength(2);
	expect(names.filter(name => name.endsWith('.md'))).toHaveLength(2);
	expect(names.filter(name => name.endsWith('.json'))).toHaveLength(2);
	const [page = ''] = names.filter(name => name.endsWith('.html'));
	expect(readFileSync(path.join(out, page), 'utf8')).toContain('<h1>Before and after</h1>');
});

test('--open hands the page to whatever opens pages here; where nothing does, a letter says where it is', async () => {
	const bin = mkdtempSync(path.join(tmpdir(), 'planflip-bin-'));
	const asked = path.join(bin, 'asked');
	writeFileSync(path.join(bin, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > ${asked}\n`, {mode: 0o755});
	writeFileSync(path.join(bin, 'open'), `#!/bin/sh\nprintf %s "$1" > ${asked}\n`, {mode: 0o755});
	const opened = await piped(['compare', 'aaaa', 'bbbb', '--results', results, '--open'], {env: {PATH: bin}});
	expect(opened.code).toBe(0);
	expect(readFileSync(asked, 'utf8')).toMatch(new RegExp(`^${cache}/state/planflip/reports/planflip-compare-.*\\.html$`));

	const alone = await piped(['compare', 'aaaa', 'bbbb', '--results', results, '--open'], {env: {PATH: '/nowhere'}});
	expect(alone.code).toBe(2);
	expect(alone.stderr).toMatch(/The page could not be opened: there is no (xdg-)?open\.\n {2}at .*\.html\n/);
});

test.each([
	[['compare', 'aaaa', 'aaaa'], 'aaaaaaaa is compared with itself.'],
	[['compare', 'nope'], 'There is no measurement "nope", and no file of that name.'],
	[['compare', 'a', 'b', 'c'], 'compare takes two measurements at most, but got "a b c".'],
	[['compare', '--fail-on', 'regresion'], 'Did you mean "regression"?'],
	[['compare', 'package.json', 'latest'], 'This is no measurement of planflip\'s.\n  at package.json\n'],
	[['compare', 'aaaa', 'bbbb', '--out', '/dev/null/x'], 'The report cannot be written there: it is no folder.'],
])('%j is refused with a letter: %s', async (words, letter) => {
	const {code, stderr, stdout} = await piped([...words, '--results', results]);
	expect(code).toBe(2);
	expect(stderr).toContain(letter);
	expect(words.includes('--out') ? '' : stdout).toBe('');
});

test('a baseline that is gone is told, and the latest of that database stands in', async () => {
	const folder = mkdtempSync(path.join(cache, 'results-'));
	put({...before, id: 'eeeeeeee', database: server, startedAt: new Date('2026-11-25T10:30:00Z')}, folder);
	put(better, folder);
	const none = await piped(['compare', '--results', folder]);
	expect(none.stderr).toContain('The baseline aaaaaaaa that bbbbbbbb was measured against is not in');
	expect([none.code, none.stdout]).toEqual([2, '']);
	put({...before, id: 'dddddddd'}, folder);
	expect(await piped(['compare', '--results', folder])).toMatchObject({code: 0, stdout: expect.stringContaining('before baseline dddddddd') as string, stderr: expect.stringContaining('the latest of that database is taken') as string});
});

test('report tells any kept runs: one with its plan, two of one query compared', {timeout: 300_000}, async () => {
	const measured = async (indexes: string) => piped(['run', 'shots-by-type', '--indexes', indexes, '--runs', '5']);
	expect((await measured('bare')).code).toBe(0);
	expect((await measured('optimized')).code).toBe(0);
	const out = path.join(cache, 'of-runs');
	const both = await piped(['report', 'previous', 'latest', '--out', out]);
	expect(both.code).toBe(0);
	expect(both.stdout).toMatch(/^2 runs\n/);
	expect(both.stdout).toContain('SHOTS-BY-TYPE: BARE → OPTIMIZED');
	expect(both.stdout).toMatch(/measured apart|apart,/);
	const [page = ''] = readdirSync(out).filter(name => name.endsWith('.html'));
	expect(readFileSync(path.join(out, page), 'utf8')).toContain('Seq Scan');

	// An operation beside a query: each with what it has.
	expect((await piped(['run', 'open-scene', '--runs', '2', '--indexes', 'bare'])).code).toBe(0);
	const mixed = await piped(['report', 'shots-by-type@latest', 'open-scene@latest', '--json']);
	expect(mixed.code, mixed.stderr).toBe(0);
	expect(JSON.parse(mixed.stdout)).toMatchObject({planflip: 'report', runs: [{entry: 'shots-by-type'}], operations: [{operation: 'open-scene', configuration: 'bare', baseline: {configuration: expect.any(String) as string}}]});

	const one = await piped(['report', 'shots-by-type@latest']);
	expect(one.stdout).toMatch(/^shots-by-type \[optimized\]\n/);
	expect(one.stdout).toContain('planning ');
	expect((await piped(['report', 'latest', 'latest'])).stderr).toContain('is named twice.');
	expect((await piped(['report', 'no-such-run'])).code).toBe(2);
});

test('the steps end in a comparison: from the empty database to what its new index is worth', {timeout: 300_000}, async () => {
	const shipped = (name: string) => readFileSync(path.join(import.meta.dirname, '../../queries', name), 'utf8');
	const folder = catalog({'shots-by-type.sql': shipped('shots-by-type.sql'), 'open-scene.sql': shipped('open-scene.sql'), 'indexes.sql': shipped('indexes.sql')});
	for (const step of ['setup', 'baseline', 'apply-indexes', 'post-optimization']) {
		const {code, stderr} = await piped([step, '--catalog', folder, '--yes']);
		expect(code, stderr).toBe(0);
	}

	const {code, stdout} = await piped(['compare', '--json', '--fail-on', 'incomplete']);
	expect(code).toBe(0);
	const {statements, operations, indexes, differences} = JSON.parse(stdout) as {readonly statements: unknown; readonly operations: unknown; readonly indexes: {readonly built: readonly {readonly name: string; readonly verdict: string; readonly uses: unknown}[]}; readonly differences: unknown};
	expect(statements).toMatchObject([{entry: 'shots-by-type', basis: 'in turns', samePlan: false, after: {indexes: ['idx_shots_scene_type']}}]);
	expect(indexes.built.find(({name}) => name === 'idx_shots_scene_type')).toMatchObject({verdict: 'saves'});
	// The operation was walked in turns with the indexes of the baseline, and an index that only it uses is counted as used by it.
	expect(operations).toMatchObject([{entry: 'open-scene', basis: 'in turns', chain: {ratio: {low: expect.any(Number) as number, high: expect.any(Number) as number}, after: {indexes: expect.arrayContaining(['idx_scenes_id_project']) as string[]}}}]);
	expect(indexes.built.find(({name}) => name === 'idx_scenes_id_project')).toMatchObject({verdict: expect.stringMatching(/^(saves nothing|cannot tell)$/) as string, uses: [{entry: 'open-scene', route: 'chain'}]});
	// Neither of the two reads this table, and yet the index was built.
	expect(indexes.built.find(({name}) => name === 'idx_characters_project_name')).toMatchObject({verdict: 'not used', uses: []});
	expect(differences).toEqual([]);
});
