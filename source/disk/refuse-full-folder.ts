import {readdir} from 'node:fs/promises';
import {PlanflipError} from '../errors.ts';
import {codeOf, reasonOf} from './reason-of.ts';

/** What is to be filled must be empty, or not there yet. Rejects with a letter. */
export async function refuseFullFolder(folder: string): Promise<void> {
	const names = await readdir(folder).catch((error: unknown): readonly string[] => {
		if (codeOf(error) === 'ENOENT') {
			return [];
		}

		throw new PlanflipError('usage', {message: `Nothing can be written there: ${reasonOf(error)}.`, where: folder, hint: 'Name a new folder, or an empty one.', cause: error});
	});
	const [first] = [...names].sort();
	if (first !== undefined) {
		throw new PlanflipError('usage', {
			message: `This folder is not empty: it has ${names.length === 1 ? first : `${first} and ${names.length - 1} more`}.`,
			where: folder,
			hint: 'Name a new folder, or an empty one: nothing is overwritten.',
		});
	}
}
