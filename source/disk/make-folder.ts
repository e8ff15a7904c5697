import {mkdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {codeOf} from './reason-of.ts';

/**
 * A folder with all that leads to it; one that is there already is left as it is. Not mkdir's own `recursive`: where a file system says ENOENT
 * to whatever is to be made in it, as /proc does, Node 20 tries for ever. Rejects with the operating system's error.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
	if (await isFolder(folder)) {
		return;
	}

	const above = path.dirname(folder);
	if (above !== folder) {
		await makeFolder(above, mode);
	}

	try {
		await mkdir(folder, mode);
	} catch (error) {
		// Another planflip was faster.
		if (codeOf(error) === 'EEXIST' && await isFolder(folder)) {
			return;
		}

		// What it is to lie in was there a moment ago.
		throw codeOf(error) === 'ENOENT' ? new Error('no folder can be made there', {cause: error}) : error;
	}
}

async function isFolder(folder: string): Promise<boolean> {
	return stat(folder).then(found => found.isDirectory(), () => false);
}
