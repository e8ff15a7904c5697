import {existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {makeFolder} from '../../source/disk/make-folder.ts';
import {reasonOf} from '../../source/disk/reason-of.ts';
import {needing} from '../support/needing.ts';

const base = mkdtempSync(path.join(tmpdir(), 'planflip-folder-'));
afterAll(() => {
	rmSync(base, {recursive: true, force: true});
});
const reason = async (folder: string) => makeFolder(folder).then(() => 'made', (error: unknown) => reasonOf(error));

it('a folder is made with all that leads to it, with the mode asked for, also by several at once; one that is there stays', async () => {
	const deep = path.join(base, 'a', 'b', 'c');
	await Promise.all(Array.from({length: 8}, async () => makeFolder(deep, 0o700)));
	expect(statSync(deep).mode & 0o777).toBe(0o700);
	expect(statSync(path.join(base, 'a')).mode & 0o777).toBe(0o700);
	expect(await reason(deep)).toBe('made');
});

it('below a file, and where the last link leads nowhere, it says why', async () => {
	writeFileSync(path.join(base, 'file'), '');
	symlinkSync(path.join(base, 'nowhere'), path.join(base, 'link'));
	expect(await reason(path.join(base, 'file'))).toBe('something that is no folder has its name');
	expect(await reason(path.join(base, 'file', 'below'))).toMatch(/no folder/);
	expect(await reason(path.join(base, 'link'))).toBe('something that is no folder has its name');
	expect(await reason(path.join(base, 'x'.repeat(300)))).toBe('the name is too long');
});

it('in /proc, where whatever is made is answered with ENOENT, it comes to an end', needing(existsSync('/proc/self') ? null : 'there is no /proc here'), async () => {
	expect(await reason('/proc/planflip')).toBe('no folder can be made there');
	expect(await reason('/proc/planflip/results/deep')).toBe('no folder can be made there');
});
