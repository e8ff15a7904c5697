import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {makeFolder} from './make-folder.ts';
import {codeOf, reasonOf} from './reason-of.ts';

/** A file by its name in the folder. */
export interface NewFile {
	readonly name: string;
	readonly text: string;
}

/** Writes files that belong together into the folder, which is made when it is not there; all of them or none, and none in the place of another. Rejects with a letter. */
export async function writeFiles(folder: string, files: readonly NewFile[]): Promise<readonly string[]> {
	const written: string[] = [];
	try {
		await makeFolder(folder);
		for (const {name, text} of files) {
			const file = path.join(folder, name);
			await writeFile(file, text, {flag: 'wx'}).catch(async (error: unknown) => {
				if (codeOf(error) !== 'EEXIST') {
					await rm(file, {force: true}).catch(() => undefined);
				}

				throw error;
			});
			written.push(file);
		}
	} catch (error) {
		await Promise.all(written.map(async file => rm(file, {force: true}).catch(() => undefined)));
		throw letterOf(error, folder, files[written.length]?.name);
	}

	return written;
}

function letterOf(error: unknown, folder: string, name: string | undefined): PlanflipError {
	if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR') {
		const isFile = error instanceof Error && 'syscall' in error && error.syscall === 'open';
		return new PlanflipError('usage', {
			message: isFile ? `${name ?? ''} is there already, and planflip overwrites nothing; nothing was written.` : 'Nothing can be written there: it is no folder.',
			where: folder,
			hint: isFile ? 'Export again, or into another folder.' : 'Name a folder of yours.',
			cause: error,
		});
	}

	return new PlanflipError('permission', {message: `Nothing was written: ${reasonOf(error)}.`, where: folder, hint: 'Name a folder of yours.', cause: error});
}
