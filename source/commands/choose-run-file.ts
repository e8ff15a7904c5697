import path from 'node:path';
import {findRun} from '../disk/find-run.ts';
import {isFile} from '../disk/is-file.ts';
import type {Surface} from './settings.ts';

/**
 * What a word on the command line means where a file or a run may stand: the file, when there is one of that name (and when
 * there is a run of that name as well, this is said), else the run.
 */
export async function chooseRunFile(folder: string, word: string, {tell}: Pick<Surface, 'tell'>): Promise<string> {
	if (!await isFile(word)) {
		return findRun(folder, word);
	}

	const run = await findRun(folder, word).catch(() => null);
	if (run !== null && path.resolve(word) !== run) {
		tell(`"${word}" is a file here and a run too: the file is taken. The run is ${run}.`);
	}

	return word;
}
