import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import type files from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, it, onTestFinished, vi} from 'vitest';
import {runHistory} from '../../source/disk/run-history.ts';
import {runRecord} from '../support/run-records.ts';

/** The disk takes the first half of every file. */
vi.mock('node:fs/promises', async importOriginal => {
	const original = await importOriginal<typeof files>();
	return {
		...original,
		async writeFile(file: string, text: string, options: object) {
			await original.writeFile(file, text.slice(0, text.length / 2), options);
			throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'});
		},
	};
});

it('a full disk costs the run, not the measurement: it is told once, and no half file stays behind', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-full-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true});
	});
	const history = runHistory(folder);
	expect(await history.keep([runRecord('00000001')])).toMatch(/could not be kept in .*: no space is left on the device\. What is measured is not affected/);
	expect(await history.keep([runRecord('00000002')])).toBeNull();
	expect(readdirSync(folder)).toEqual([]);
});
