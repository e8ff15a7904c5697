import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {codeOf, reasonOf} from './reason-of.ts';
import {writeWhole} from './write-whole.ts';

/** A file of a catalogue to be written. */
export interface CardFile {
	/** `shots-of-a-scene.sql`, without a folder. */
	readonly name: string;
	readonly text: string;
}

/** What became of a file; `kept`: one of that name was there, and was left as it is. */
export interface WrittenCard {
	readonly name: string;
	readonly outcome: 'written' | 'replaced' | 'kept';
}

/**
 * Writes files of a catalogue into a folder, which is made when it is not there. A file of the same name is left alone, or replaced
 * where `replace` says so; which of them, the answer tells. Rejects with a letter; files that were written before stay.
 */
export async function writeCards(folder: string, files: readonly CardFile[], {replace}: {readonly replace: boolean}): Promise<readonly WrittenCard[]> {
	const outcomes: WrittenCard[] = [];
	for (const {name, text} of files) {
		if (path.basename(name) !== name || name.startsWith('.') || !name.endsWith('.sql')) {
			throw new PlanflipError('bug', {message: `This is no file name of a catalogue: ${name}`});
		}

		try {
			outcomes.push({name, outcome: await write(folder, name, text, replace)});
		} catch (error) {
			throw unwritable(error, path.join(folder, name));
		}
	}

	return outcomes;
}

async function write(folder: string, name: string, text: string, replace: boolean): Promise<WrittenCard['outcome']> {
	await mkdir(folder, {recursive: true});
	try {
		await writeFile(path.join(folder, name), text, {flag: 'wx'});
		return 'written';
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') {
			throw error;
		}
	}

	if (!replace) {
		return 'kept';
	}

	await writeWhole(folder, name, text);
	return 'replaced';
}

function unwritable(error: unknown, where: string): PlanflipError {
	const isNoFolder = codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR';
	return new PlanflipError(isNoFolder ? 'usage' : 'permission', {
		message: isNoFolder ? 'The catalogue cannot be written there: it is no folder.' : `The catalogue cannot be written: ${reasonOf(error)}.`,
		where,
		hint: 'Name a folder of yours.',
		cause: error,
	});
}
