import {rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {randomUUID} from 'node:crypto';
import {makeFolder} from './make-folder.ts';

/**
 * A file that is there whole or not at all, for the user's eyes only: parameters are in it. A file of that name is replaced.
 * Rejects with the operating system's error.
 */
export async function writeWhole(folder: string, name: string, text: string): Promise<void> {
	await makeFolder(folder, 0o700);
	const beside = path.join(folder, `.${randomUUID()}.new`);
	try {
		await writeFile(beside, text, {mode: 0o600, flag: 'wx'});
		await rename(beside, path.join(folder, name));
	} catch (error) {
		await rm(beside, {force: true}).catch(() => undefined);
		throw error;
	}
}
