import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {makeFolder} from './make-folder.ts';
import {codeOf, reasonOf} from './reason-of.ts';

/** A report in all its forms. */
export interface ReportFiles {
	/** `compare`, `report`, `advise`: the beginning of the files' names. */
	readonly name: string;
	readonly markdown: string;
	readonly json: string;
	readonly html: string;
}

/** Where they were written. */
export interface WrittenReport {
	readonly markdown: string;
	readonly json: string;
	readonly html: string;
}

/** Reports of one second do not overwrite each other; more than so many in one are no accident. */
const mostOfASecond = 100;

/** Who may read it. A report holds the values of parameters, so what planflip keeps by itself is for the user alone; in a folder that he named the umask decides, as it is his to share. */
export type Readers = 'the user' | 'as the umask says';

const modes: Readonly<Record<Readers, {readonly folder?: number; readonly file?: number}>> = {'the user': {folder: 0o700, file: 0o600}, 'as the umask says': {}};

/**
 * Writes `planflip-compare-20261125T204000Z.md`, `.json` and `.html` into the folder, which is made when it is not there. None
 * replaces another. Rejects with a letter.
 */
export async function writeReport(folder: string, {name, markdown, json, html}: ReportFiles, at: Date, readers: Readers): Promise<WrittenReport> {
	const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
	const mode = modes[readers];
	try {
		await makeFolder(folder, mode.folder);
		const stem = await freeStem(folder, `planflip-${name}-${time}`, html, mode.file);
		await put(path.join(folder, `${stem}.md`), markdown, mode.file);
		await put(path.join(folder, `${stem}.json`), json, mode.file);
		return {markdown: path.join(folder, `${stem}.md`), json: path.join(folder, `${stem}.json`), html: path.join(folder, `${stem}.html`)};
	} catch (error) {
		if (error instanceof PlanflipError) {
			throw error;
		}

		const isNoFolder = codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR';
		throw new PlanflipError(isNoFolder ? 'usage' : 'permission', {
			message: isNoFolder ? 'The report cannot be written there: it is no folder.' : `The report cannot be written: ${reasonOf(error)}.`,
			where: folder,
			hint: 'Name a folder of yours: --out DIR',
			cause: error,
		});
	}
}

/** The page is written first: whoever gets its name has the others of that name, too. */
async function freeStem(folder: string, stem: string, html: string, mode: number | undefined): Promise<string> {
	for (let attempt = 1; attempt <= mostOfASecond; attempt++) {
		const candidate = attempt === 1 ? stem : `${stem}-${attempt}`;
		try {
			await put(path.join(folder, `${candidate}.html`), html, mode);
			return candidate;
		} catch (error) {
			if (codeOf(error) !== 'EEXIST') {
				throw error;
			}
		}
	}

	throw new PlanflipError('usage', {message: 'A hundred reports were written there within a second.', where: folder});
}

/** Only when that name is free; nothing is left of what could not be written to its end. */
async function put(file: string, text: string, mode: number | undefined): Promise<void> {
	try {
		await writeFile(file, text, {flag: 'wx', mode});
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') {
			await rm(file, {force: true}).catch(() => undefined);
		}

		throw error;
	}
}
