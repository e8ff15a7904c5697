import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {errorLines, PlanflipError} from '../errors.ts';
import type {AppliedIndexes} from '../experiment/applied-indexes.ts';
import {decodeAppliedIndexes} from '../experiment/decode-applied-indexes.ts';
import {folderOfPlace} from '../experiment/embedded-place.ts';
import {encodeAppliedIndexes} from '../experiment/encode-applied-indexes.ts';
import {type DatabaseIdentity, provenSame, sameDatabase} from '../experiment/database-identity.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {namesOfResults} from './names-of-results.ts';
import {reasonOf} from './reason-of.ts';
import {databaseMark} from './run-file-name.ts';
import {writeWhole} from './write-whole.ts';

/** What apply-indexes wrote down of a database. */
export interface AppliedListing {
	/** Oldest first. */
	readonly records: readonly AppliedIndexes[];
	/** Records that cannot be read, each with why: what they name is not known. */
	readonly unreadable: readonly string[];
	/** Databases that the other records in this folder are of, by their labels. */
	readonly others: readonly string[];
	/** Those of them that may be this one all the same, as the cluster's number may not be read. */
	readonly doubtful: readonly string[];
}

/** `20261125T173352123Z~applied~23842821~a1b2c3d4.json`, beside the measurements: a file for each invocation, so that two do not meet. */
export function appliedFileName({startedAt, database, id}: Pick<AppliedIndexes, 'startedAt' | 'database' | 'id'>): string {
	return `${startedAt.toISOString().replaceAll(/[-:.]/g, '')}~applied~${databaseMark(database)}~${id}.json`;
}

/** Whole or not at all. Rejects with a letter: nothing is built that is not written down. */
export async function writeApplied(folder: string, record: AppliedIndexes): Promise<void> {
	try {
		await writeWhole(folder, appliedFileName(record), encodeAppliedIndexes(record));
	} catch (error) {
		throw new PlanflipError('permission', {
			message: `What is applied cannot be written down: ${reasonOf(error)}.`, where: folder, hint: 'Without its record rollback would not know it. --results DIR names another folder.', cause: error,
		});
	}
}

/** `identity` finds the records of a database that was called otherwise; null where the name is all there is: of the embedded one, whose folder it is. */
export async function listApplied(folder: string, database: DatabaseName, identity: DatabaseIdentity | null): Promise<AppliedListing> {
	const records: AppliedIndexes[] = [];
	const unreadable: string[] = [];
	const others = new Set<string>();
	const doubtful = new Set<string>();
	for (const name of await namesOfResults(folder)) {
		const [, mark] = /^\d{8}T\d{9}Z~applied~([\da-f]{8})~[\da-f]{8}\.json$/.exec(name) ?? [];
		if (mark === undefined) {
			continue;
		}

		try {
			const record = decodeAppliedIndexes(await readFile(path.join(folder, name), 'utf8'));
			if (mark === databaseMark(database) || (identity !== null && isServers(record) && provenSame(record.identity, identity))) {
				records.push(record);
			} else {
				others.add(record.database.label);
				if (identity !== null && isServers(record) && sameDatabase(record.identity, identity)) {
					doubtful.add(record.database.label);
				}
			}
		} catch (error) {
			if (mark === databaseMark(database)) {
				unreadable.push(`${path.join(folder, name)}: ${errorLines(error)[0] ?? 'it cannot be read'}`);
			}
		}
	}

	return {records, unreadable, others: [...others], doubtful: [...doubtful]};
}

function isServers({database}: AppliedIndexes): boolean {
	return folderOfPlace(database) === null;
}
