import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {isBuiltin} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {readSourceModule, readSourceModules, type SourceModule} from './support/source-module.ts';

const root = path.join(import.meta.dirname, '..');

/** From the cellar up. Rooms on one floor do not know each other; what is joined by `+` is one room. */
const floors = [
	['errors.ts', 'text'],
	['plan', 'statistics'],
	['diff', 'insight', 'reading', 'catalog', 'database', 'seeds', 'sql'],
	['experiment', 'lattice', 'workload', 'advice', 'migration'],
	['view', 'disk', 'harvest'],
	['lab', 'comparison'],
	['report', 'tui'],
	['commands'],
	['cli.ts + compose.ts'],
] as const;

const pure = new Set(['text', 'plan', 'statistics', 'diff', 'insight', 'reading', 'catalog', 'lattice', 'advice', 'migration', 'view', 'harvest', 'comparison', 'report']);
const foreign = /^(?:pg|kysely|react|ink|@electric-sql|libpg-query)(?:$|[-/])/;
const worldly = /^(?:process|performance|globalThis|Date\.now|new Date\(\)|Date\(\)|Math\.random|crypto|fetch|set(?:Timeout|Interval|Immediate)|console)(?:$|\.)/;

function roomOf(file: string): string {
	const [top = '', room = ''] = file.split('/');
	return top === 'seeds' ? top : room === 'cli.ts' || room === 'compose.ts' ? 'cli.ts + compose.ts' : room;
}

function floorOf(file: string): number {
	return floors.findIndex((rooms) => rooms.some((room) => room === roomOf(file)));
}

function isPure({file}: SourceModule): boolean {
	return pure.has(roomOf(file));
}

/** The files of each ring of imports, type imports included, once. */
function ringsOf(modules: readonly SourceModule[]): string[] {
	const byFile = new Map(modules.map((module) => [module.file, module]));
	const done = new Set<string>();
	const rings: string[] = [];
	const walk = (file: string, way: readonly string[]): void => {
		if (way.includes(file)) {
			rings.push([...way.slice(way.indexOf(file)), file].join(' -> '));
		} else if (!done.has(file)) {
			byFile.get(file)?.imports.forEach((to) => to.file !== null && walk(to.file, [...way, file]));
			done.add(file);
		}
	};

	modules.forEach(({file}) => walk(file, []));
	return rings;
}

interface Wall {
	readonly wall: string;
	/** Who breaks it, and how. */
	readonly breaches: (modules: readonly SourceModule[]) => string[];
	/** Files that would break it: a wall that lets these through is painted on. */
	readonly wouldBe: Readonly<Record<string, string>>;
}

const walls: readonly Wall[] = [
	{
		wall: 'every file stands on a floor',
		breaches: (modules) => modules.filter(({file}) => floorOf(file) === -1).map(({file}) => file),
		wouldBe: {'source/utils/misc.ts': ''},
	},
	{
		wall: 'an import points downstairs, or stays in its room',
		breaches: (modules) => modules.flatMap(({file, imports}) => imports
			.filter((to) => to.file !== null && roomOf(to.file) !== roomOf(file) && !(floorOf(to.file) >= 0 && floorOf(to.file) < floorOf(file)))
			.map(({specifier}) => `${file} imports ${specifier}`)),
		wouldBe: {'source/plan/x.ts': "import type {Diff} from '../diff/diff.ts';", 'source/text/x.ts': "export * from '../errors.ts';"},
	},
	{
		wall: 'no file imports itself through others',
		breaches: ringsOf,
		wouldBe: {'source/plan/a.ts': "import {b} from './b.ts';", 'source/plan/b.ts': "type A = import('./a.ts').A;"},
	},
	{
		wall: 'an import says where it leads',
		breaches: (modules) => modules.filter(({imports}) => imports.some(({specifier}) => specifier === '(computed)')).map(({file}) => file),
		wouldBe: {'source/lab/x.ts': 'await import(name);'},
	},
	{
		wall: 'a pure room knows neither Node nor Postgres nor the screen',
		breaches: (modules) => modules.filter(isPure).flatMap(({file, imports}) => imports
			.filter(({specifier}) => isBuiltin(specifier) || foreign.test(specifier))
			.map(({specifier}) => `${file} imports ${specifier}`)),
		wouldBe: {'source/view/x.ts': "import type {Pool} from 'pg';", 'source/plan/x.ts': "import fs from 'fs';", 'source/report/x.ts': "import('ink-table');"},
	},
	{
		wall: 'a pure room reads neither clock nor dice nor process',
		breaches: (modules) => modules.filter(isPure).flatMap(({file, reads}) => reads.filter((read) => worldly.test(read)).map((read) => `${file} reads ${read}`)),
		wouldBe: {
			'source/text/a.ts': 'export const now = Date.now();',
			'source/text/b.ts': 'export const now = new Date();',
			'source/text/c.ts': 'export const dice = [1].map(Math.random);',
			'source/text/d.ts': 'export const {env} = process;',
			'source/text/e.ts': 'export const now = () => performance.now();',
		},
	},
	{
		wall: 'the screen is fetched by those who show it, never brought along',
		breaches: (modules) => modules
			.filter(({file, imports}) => roomOf(file) !== 'tui' && imports.some((to) => to.kind === 'static' && to.file !== null && roomOf(to.file) === 'tui'))
			.map(({file}) => file),
		wouldBe: {'source/commands/explore.ts': "import {openScreen} from '../tui/open-screen.tsx';"},
	},
];

const house = [...readSourceModules(root, 'source'), ...readSourceModules(root, 'seeds')];

describe.each(walls)('$wall', ({breaches, wouldBe}) => {
	test('in this house', () => {
		expect(breaches(house)).toEqual([]);
	});

	test('or it would be noticed', () => {
		const modules = Object.entries(wouldBe).map(([file, text]) => readSourceModule(file, text));
		expect(breaches(modules).length).toBeGreaterThanOrEqual(breaches === ringsOf ? 1 : modules.length);
	});
});

test('names of things are not the things: a plan may speak of a process, a date may be given', () => {
	const text = 'for (const {process} of shares) show(process, share.process, {performance: 1}, new Date(at));';
	const {reads} = readSourceModule('source/view/x.ts', text);
	expect(reads.filter((read) => worldly.test(read))).toEqual([]);
});

test('`planflip --help` answers without loading Ink', () => {
	expect(existsSync(path.join(root, 'source/cli.ts')), 'source/cli.ts does not exist yet: there is no program to ask for help').toBe(true);
	expect(existsSync(path.join(root, 'dist/cli.js')), 'dist/cli.js is missing: `npm run build` failed').toBe(true);
	// A sentence that only Ink's reconciler says, and that bundling keeps.
	const hasInk = (file: string): boolean => readFileSync(file, 'utf8').includes('must be rendered inside <Text> component');
	const bundled = readdirSync(path.join(root, 'dist')).map((name) => path.join(root, 'dist', name));
	expect(bundled.filter((file) => file.endsWith('.js')).some(hasInk), 'Ink is nowhere in dist/, so not loading it proves nothing').toBe(true);

	const hooks = `import {writeSync} from 'node:fs';
		export async function load(url, context, next) { writeSync(2, 'loaded ' + url + '\\n'); return next(url, context); }`;
	const register = `import {register} from 'node:module'; register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hooks))});`;
	const tell = `data:text/javascript,${encodeURIComponent(register)}`;
	const help = spawnSync(process.execPath, ['--import', tell, 'dist/cli.js', '--help'], {cwd: root, encoding: 'utf8'});
	const loaded = [...help.stderr.matchAll(/^loaded file:\/\/(.*)$/gm)].map(([, file = '']) => decodeURIComponent(file));
	expect(help.status).toBe(0);
	expect(help.stdout).toContain('planflip');
	expect(loaded).toContain(path.join(root, 'dist/cli.js'));
	expect(loaded.filter(hasInk)).toEqual([]);
});
