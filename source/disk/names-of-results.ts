import {readdir} from 'node:fs/promises';
import {PlanflipError} from '../errors.ts';
import {codeOf, reasonOf} from './reason-of.ts';

/** What lies in the folder of results, oldest first; no folder is nothing. Rejects with one letter, whichever step asks: usage when it is a file, permission when it cannot be read. */
export async function namesOfResults(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder).catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') {
			return [];
		}

		throw new PlanflipError(codeOf(error) === 'ENOTDIR' ? 'usage' : 'permission', {message: `The folder of results cannot be read: ${reasonOf(error)}.`, where: folder, hint: '--results DIR names another one.', cause: error});
	});
	return names.sort();
}
