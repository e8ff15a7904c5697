import {access} from 'node:fs/promises';

/** Whether a file or folder of that name exists. */
export async function isThere(name: string): Promise<boolean> {
	return access(name).then(() => true, () => false);
}
