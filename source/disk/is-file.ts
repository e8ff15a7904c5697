import {stat} from 'node:fs/promises';

/** Whether there is something to read under this path, a pipe included (`<(command)`); a folder is not. */
export async function isFile(path: string): Promise<boolean> {
	return stat(path).then(found => !found.isDirectory(), () => false);
}
