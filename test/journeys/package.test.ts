import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {expectRun, type RunJson} from '../support/contract.ts';

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'planflip-package-'));
const home = path.join(folder, 'node_modules/planflip');

interface Packed {
	readonly filename: string;
	readonly version: string;
	readonly files: ReadonlyArray<{readonly path: string; readonly mode: number}>;
}

let packed: Packed | undefined;

beforeAll(() => {
	// dist/ was built before the first test; building it again here would take it from under the others.
	const npm = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {cwd: root, encoding: 'utf8', shell: process.platform === 'win32'});
	[packed] = JSON.parse(npm.stdout) as Packed[];
	const tar = spawnSync('tar', ['-xzf', path.join(folder, packed?.filename ?? ''), '-C', folder], {encoding: 'utf8'});
	expect(tar.stderr).toBe('');
	// As `npm install` lays it out: the package, and its dependencies beside it.
	mkdirSync(path.join(folder, 'node_modules'));
	renameSync(path.join(folder, 'package'), home);
	symlinkSync(path.join(root, 'node_modules/@electric-sql'), path.join(folder, 'node_modules/@electric-sql'));
});

afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
});

/** The installed program, elsewhere than in the checkout. */
function planflip(...args: readonly string[]): {readonly code: number | null; readonly stdout: string; readonly stderr: string} {
	const {bin} = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as {bin: {planflip: string}};
	const {status, stdout, stderr} = spawnSync(process.execPath, [path.join(home, bin.planflip), ...args], {
		cwd: folder, encoding: 'utf8', env: {...process.env, DATABASE_URL: undefined, XDG_CACHE_HOME: path.join(folder, 'cache'), XDG_STATE_HOME: path.join(folder, 'state')}, maxBuffer: 2 ** 26,
	});
	return {code: status, stdout, stderr};
}

describe('the packed package', () => {
	it('holds what runs, and nothing else', () => {
		const files = packed?.files.map(file => file.path) ?? [];
		const odd = files.filter(file => !/^(?:dist\/[\w-]+\.js|dist\/THIRD-PARTY\.txt|queries\/[\w-]+\.sql|README\.md|LICENSE|package\.json)$/.test(file));
		expect(odd).toEqual([]);
		expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/cli.js', 'dist/pglite-worker.js', 'dist/THIRD-PARTY.txt', 'queries/indexes.sql']));
		expect(files.filter(file => file.startsWith('queries/')).sort()).toEqual(readdirSync(path.join(root, 'queries')).map(name => `queries/${name}`).sort());
		expect((packed?.files.find(file => file.path === 'dist/cli.js')?.mode ?? 0) & 0o111, 'dist/cli.js is executable').toBe(0o111);
		expect(readFileSync(path.join(home, 'dist/cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
	});

	it('asks for no packages but PGlite and PostgreSQL\'s parser, which read their WASM from beside themselves', () => {
		const {dependencies} = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as {dependencies: Record<string, string>};
		expect(Object.keys(dependencies)).toEqual(['@electric-sql/pglite', 'libpg-query']);
	});

	it('runs where it is installed: --version, --help, explain, run', () => {
		expect(planflip('--version')).toMatchObject({code: 0, stdout: `${packed?.version ?? ''}\n`});
		expect(planflip('--help')).toMatchObject({code: 0, stdout: expect.stringContaining('$ planflip run ENTRY') as string});
		expect(planflip('explain', path.join(root, 'test/fixtures/plans/pg18/01_seq_filter.json'))).toMatchObject({code: 0, stdout: expect.stringContaining('Seq Scan') as string});
		const {code, stdout, stderr} = planflip('run', 'shots-of-a-scene', '--json', '--scale', 'small');
		expect(code, stderr).toBe(0);
		expectRun(JSON.parse(stdout) as RunJson);
	}, 120_000);
});
