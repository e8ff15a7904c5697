import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {writeCards} from '../../source/disk/write-cards.ts';

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'planflip-cards-'));
});
afterEach(async () => {
	await rm(folder, {recursive: true, force: true});
});

test('files are written into a folder that is made, and one that is there is kept, or replaced when that is asked for, and told', async () => {
	const catalog = path.join(folder, 'new/queries');
	expect(await writeCards(catalog, [{name: 'a.sql', text: 'one'}], {replace: false})).toEqual([{name: 'a.sql', outcome: 'written'}]);
	expect(await writeCards(catalog, [{name: 'a.sql', text: 'two'}, {name: 'ب.sql', text: 'three'}], {replace: false})).toEqual([{name: 'a.sql', outcome: 'kept'}, {name: 'ب.sql', outcome: 'written'}]);
	expect(await readFile(path.join(catalog, 'a.sql'), 'utf8')).toBe('one');
	expect(await writeCards(catalog, [{name: 'a.sql', text: 'two'}], {replace: true})).toEqual([{name: 'a.sql', outcome: 'replaced'}]);
	expect(await readFile(path.join(catalog, 'a.sql'), 'utf8')).toBe('two');
	expect((await readdir(catalog)).sort()).toEqual(['a.sql', 'ب.sql']);
});

test.each(['../a.sql', 'a/b.sql', '.a.sql', 'a.txt'])('%s is no name of a file in a catalogue, and nothing is written', async name => {
	await expect(writeCards(folder, [{name, text: ''}], {replace: true})).rejects.toMatchObject({kind: 'bug'});
	expect(await readdir(folder)).toEqual([]);
});

test('where there is no folder, the letter says so', async () => {
	await writeFile(path.join(folder, 'file'), '');
	await expect(writeCards(path.join(folder, 'file'), [{name: 'a.sql', text: ''}], {replace: false})).rejects.toMatchObject({kind: 'usage'});
});
