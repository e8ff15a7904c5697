import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {decodeOperationRecord, looksLikeOperationRecord} from '../experiment/decode-operation-record.ts';
import {decodeRunRecord} from '../experiment/decode-run-record.ts';
import {encodeOperationRecord} from '../experiment/encode-operation-record.ts';
import {encodeRunRecord} from '../experiment/encode-run-record.ts';
import type {KeptRecord} from '../experiment/run-history.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {codeOf, reasonOf} from './reason-of.ts';
import {readRunFileName, type RunFileName} from './run-file-name.ts';
import {stateFolder} from './state-folder.ts';
import {writeWhole} from './write-whole.ts';

/** What is in the folder of runs, by the names alone. */
export interface RunsListing {
	/** Newest first; of two measured in turns the baseline second. */
	readonly files: readonly RunFileName[];
	/** Files that planflip did not put there. Hidden ones are nobody's business. */
	readonly foreign: readonly string[];
}

export function runsFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
	return path.join(stateFolder(env, home), 'runs');
}

/** No folder is no runs. Rejects with a permission error when it cannot be read. */
export async function listRuns(folder: string): Promise<RunsListing> {
	const names = await readdir(folder).catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') {
			return [];
		}

		throw new PlanflipError('permission', {message: `The folder of runs cannot be read: ${reasonOf(error)}.`, where: folder, hint: 'XDG_STATE_HOME=/path names another place.', cause: error});
	});
	const files: RunFileName[] = [];
	const foreign: string[] = [];
	for (const name of names.sort().reverse()) {
		const file = readRunFileName(name);
		if (file !== null) {
			files.push(file);
		} else if (!name.startsWith('.')) {
			foreign.push(name);
		}
	}

	return {files, foreign};
}

/** Rejects with an input error that names the file: an operation's run too, where a query's is wanted. */
export async function readRun(file: string): Promise<RunRecord> {
	const record = await readRecord(file);
	if (record.kind === 'RunRecord') {
		return record;
	}

	throw new PlanflipError('input', {
		message: `Run ${record.id} is one of the operation ${record.run.operation.name}, a chain of statements: it has no plan of its own.`,
		where: file,
		hint: `planflip runs show ${record.id} reports it.`,
	});
}

/** A kept run of a query or of an operation. Rejects with an input error that names the file. */
export async function readRecord(file: string): Promise<KeptRecord> {
	const text = await readFile(file, 'utf8').catch((error: unknown) => {
		throw new PlanflipError('input', {message: `The run cannot be read: ${reasonOf(error)}.`, where: file, cause: error});
	});
	try {
		return looksLikeOperationRecord(text) ? decodeOperationRecord(text) : decodeRunRecord(text);
	} catch (error) {
		throw error instanceof PlanflipError ? new PlanflipError(error.kind, {message: error.message, where: file, hint: error.hint, cause: error}) : error;
	}
}

/** Whole or not at all, for the user's eyes only: parameters are in it. Rejects with the operating system's error. */
export async function writeRun(folder: string, name: string, record: KeptRecord): Promise<void> {
	await writeWhole(folder, name, record.kind === 'RunRecord' ? encodeRunRecord(record) : encodeOperationRecord(record));
}
