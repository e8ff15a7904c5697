import {randomUUID} from 'node:crypto';
import path from 'node:path';
import {errorLines} from '../errors.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {KeptRecord, Past, RunHistory} from '../experiment/run-history.ts';
import type {DatabaseName, RunRecord} from '../experiment/run-record.ts';
import {reasonOf} from './reason-of.ts';
import {databaseMark, entryMark, entryOf, runFileName, type RunFileName} from './run-file-name.ts';
import {listRuns, readRecord, writeRun} from './runs-folder.ts';

/**
 * A file per run, never changed and never deleted by planflip. Two planflips at once do not meet: ids are random, and a file
 * appears under its name when it is whole.
 */
export function runHistory(folder: string): RunHistory {
	const told = new Set<string>();
	const once = (text: string): string | null => {
		if (told.has(text)) {
			return null;
		}

		told.add(text);
		return text;
	};

	return {
		newId: () => randomUUID().slice(0, 8),
		async keep(records) {
			try {
				for (const record of records) {
					// A baseline takes the time of the run that it was measured for: so the two stand side by side.
					await writeRun(folder, runFileName(record, records[0].run.startedAt), record);
				}

				return null;
			} catch (error) {
				return once(`This run could not be kept in ${folder}: ${reasonOf(error)}. What is measured is not affected; --no-history stops trying.`);
			}
		},
		past: async (entry, database, most) => readPast(folder, {kind: 'query', entry, database, most}, isRun, once),
		pastOperations: async (entry, database, most) => readPast(folder, {kind: 'operation', entry, database, most}, isOperation, once),
		since: async (database, moment) => readSince(folder, database, moment, once).catch((error: unknown) => ({runs: [], note: once(errorLines(error).join(' '))})),
	};
}

interface Wanted extends Pick<RunFileName, 'kind'> {
	readonly entry: string;
	readonly database: DatabaseName;
	readonly most: number;
}

async function readPast<Kept extends KeptRecord>(folder: string, wanted: Wanted, is: (record: KeptRecord) => record is Kept, once: (text: string) => string | null): Promise<Past<Kept>> {
	try {
		return await readMatching(folder, wanted, is, once);
	} catch (error) {
		return {runs: [], note: once(errorLines(error).join(' '))};
	}
}

async function readMatching<Kept extends KeptRecord>(folder: string, wanted: Wanted, is: (record: KeptRecord) => record is Kept, once: (text: string) => string | null): Promise<Past<Kept>> {
	const marks = {entry: entryMark(wanted.entry), database: databaseMark(wanted.database)};
	const {files} = await listRuns(folder);
	const ours = files.filter(({kind, entry, database, role}) => role === 'run' && kind === wanted.kind && entry === marks.entry && database === marks.database);
	// Marks are short: only the file itself says for certain whose it is.
	return readMost(folder, ours, wanted.most, (record): record is Kept => is(record) && entryOf(record) === wanted.entry && record.database.key === wanted.database.key, once);
}

async function readSince(folder: string, wanted: DatabaseName, moment: Date, once: (text: string) => string | null): Promise<Past<KeptRecord>> {
	const {files} = await listRuns(folder);
	// A baseline's name bears the time of its run, which began later: it may be left out by a second, at the very beginning.
	const ours = files.filter(({startedAt}) => startedAt >= moment);
	return readMost(folder, ours, Number.POSITIVE_INFINITY, (record): record is KeptRecord => withoutUser(record.database) === withoutUser(wanted), once);
}

/** A server's database is the same whoever asks: `user@host:port/database`, where a user may be called `user@company`. */
function withoutUser({key}: DatabaseName): string {
	return key.slice(key.lastIndexOf('@') + 1);
}

async function readMost<Kept extends KeptRecord>(folder: string, files: readonly RunFileName[], most: number, matches: (record: KeptRecord) => record is Kept, once: (text: string) => string | null): Promise<Past<Kept>> {
	const runs: Kept[] = [];
	const notes: string[] = [];
	for (const {name} of files) {
		if (runs.length === most) {
			break;
		}

		try {
			const record = await readRecord(path.join(folder, name));
			if (matches(record)) {
				runs.push(record);
			}
		} catch (error) {
			const note = once(`A kept run is left out: ${errorLines(error).join(' ')}`);
			notes.push(...(note === null ? [] : [note]));
		}
	}

	return {runs, note: notes.length === 0 ? null : notes.join(' ')};
}

function isRun(record: KeptRecord): record is RunRecord {
	return record.kind === 'RunRecord';
}

function isOperation(record: KeptRecord): record is OperationRecord {
	return record.kind === 'OperationRecord';
}
