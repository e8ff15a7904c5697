import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {cacheFolder} from '../../source/disk/cache-folder.ts';
import {readCatalogFolder} from '../../source/disk/read-catalog-folder.ts';

let folder = '';

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'planflip-test-'));
});

afterEach(async () => {
	await rm(folder, {recursive: true, force: true});
});

const card = '-- title: t\n-- why: w\n-- frequency: low\nselect 1\n';

test('a folder of one card is a catalogue, without indexes and presets', async () => {
	await writeFile(path.join(folder, 'a.sql'), card);
	await writeFile(path.join(folder, '.b.sql'), 'what an editor keeps');
	await writeFile(path.join(folder, 'README.md'), 'not a card');
	await mkdir(path.join(folder, 'later'));
	const catalog = await readCatalogFolder(folder);
	expect([catalog.folder, catalog.entries.map(({name}) => name), catalog.indexes, catalog.presets]).toEqual([folder, ['a'], [], []]);
	expect(catalog.entries[0]?.file).toBe(`${folder}/a.sql`);
});

test('the shipped catalogue calls its files as one would from the checkout', async () => {
	const catalog = await readCatalogFolder(path.join(import.meta.dirname, '../../queries'));
	expect(catalog.entries[0]?.file).toBe('queries/shots-of-a-scene.sql');
});

test('an error in a card has its file and line', async () => {
	await writeFile(path.join(folder, 'a.sql'), `${card}; select 2`);
	await expect(readCatalogFolder(folder)).rejects.toMatchObject({kind: 'input', where: `${folder}/a.sql:5`});
});

test('a folder that is not there, or is a file, is refused', async () => {
	await expect(readCatalogFolder(path.join(folder, 'nowhere'))).rejects.toMatchObject({
		kind: 'input', message: 'The catalogue folder cannot be read: it does not exist.', where: path.join(folder, 'nowhere'), hint: 'Name a folder of .sql files: --catalog DIR',
	});
	await writeFile(path.join(folder, 'a.sql'), card);
	await expect(readCatalogFolder(path.join(folder, 'a.sql'))).rejects.toMatchObject({kind: 'input', message: 'The catalogue folder cannot be read: a part of its path is no folder.'});
});

test('a file that cannot be read is named', async () => {
	await symlink(path.join(folder, 'nowhere'), path.join(folder, 'b.sql'));
	await expect(readCatalogFolder(folder)).rejects.toMatchObject({kind: 'input', where: `${folder}/b.sql`, message: 'The file of the catalogue cannot be read: it does not exist.'});
});

test('a folder of operations alone is a catalogue', async () => {
	await writeFile(path.join(folder, 'open.sql'), '-- operation: open\n-- why: w\n-- frequency: low\n-- answer: a.id\n\n-- step: a\nselect 1 as id;\n\n-- rewrite: b\nselect 1 as id;\n');
	expect(await readCatalogFolder(folder)).toMatchObject({entries: [], operations: [{name: 'open'}]});
});

test('a folder without an entry is refused', async () => {
	await writeFile(path.join(folder, 'indexes.sql'), '-- preset: bare\n-- why: w\n');
	await expect(readCatalogFolder(folder)).rejects.toMatchObject({kind: 'input', message: 'This catalogue folder has neither a query nor an operation.', where: folder});
});

test.each([
	[{}, '/home/me/.cache/planflip'],
	[{XDG_CACHE_HOME: ''}, '/home/me/.cache/planflip'],
	[{XDG_CACHE_HOME: 'relative'}, '/home/me/.cache/planflip'],
	[{XDG_CACHE_HOME: '/var/cache/me'}, '/var/cache/me/planflip'],
])('with %j the cache is in %s', (env, expected) => {
	expect(cacheFolder(env, '/home/me')).toBe(expected);
});
