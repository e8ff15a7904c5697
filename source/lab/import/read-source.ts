import path from 'node:path';
import {readLines} from '../../disk/read-lines.ts';
import {errorLines, type PlanflipError} from '../../errors.ts';
import type {Harvester} from '../../harvest/harvester.ts';
import {LogSightings} from '../../harvest/log-sightings.ts';
import {readSqlFile} from '../../harvest/read-sql-file.ts';
import type {Sighting} from '../../harvest/sighting.ts';
import type {LogReader, LogRecord} from '../../reading/server-log/log-record.ts';
import {logFormat, logReader} from '../../reading/server-log/log-reader.ts';
import type {ImportEvent} from './import-report.ts';
import type {ImportRequest} from './import-request.ts';

/** What is learnt of a source besides its statements. */
export interface SourceTally {
	plans: number;
	readonly notes: string[];
}

/** So many letters about plans that cannot be read are told. */
const mostLetters = 3;

/** Shows every statement of a file to the harvester: of a log line by line, whatever its size; of a file of statements as a whole. */
export async function * readSource(file: string, harvester: Harvester, tally: SourceTally, {database, stdin, signal}: Pick<ImportRequest, 'database' | 'stdin' | 'signal'>): AsyncGenerator<ImportEvent, void, void> {
	const name = file === '-' ? 'standard input' : path.basename(file);
	const letters: PlanflipError[] = [];
	const sightings = new LogSightings(name, letter => letters.push(letter));
	const see = (found: readonly Sighting[]) => {
		for (const sighting of found) {
			tally.plans += sighting.plan === undefined ? 0 : 1;
			harvester.see(sighting);
		}
	};

	const take = (records: readonly LogRecord[]) => {
		for (const record of records) {
			const reason = record.application === 'planflip' ? 'planflip' : (database !== null && record.database !== null && record.database !== database.facts.database ? 'other database' : null);
			if (reason === null) {
				see(sightings.take(record));
			} else {
				harvester.leftOut.add(reason, 1);
			}
		}
	};

	let reader: LogReader | null = null;
	const text: string[] = [];
	let number = 0;
	for await (const {lines, fraction} of readLines(file, stdin)) {
		signal.throwIfAborted();
		if (number === 0 && !file.endsWith('.sql')) {
			const format = logFormat(lines.slice(0, 1000));
			reader = format === null ? null : logReader(format);
		}

		for (const line of lines) {
			number++;
			if (reader === null) {
				text.push(line);
			} else {
				take(reader.line(line, number));
			}
		}

		yield {kind: 'step', title: `Reading ${name}`, fraction};
	}

	if (reader === null) {
		see(readSqlFile(text.join('\n'), name));
		return;
	}

	take(reader.end());
	see(sightings.end());
	tally.notes.push(...notesOn(name, reader, letters));
}

function notesOn(name: string, reader: LogReader, letters: readonly PlanflipError[]): readonly string[] {
	const {count, first} = reader.broken();
	return [
		...(count === 0 ? [] : [`${name}: ${count === 1 ? 'a line that belongs' : `${count} lines that belong`} to no message, or to one that is cut off, ${count === 1 ? 'was' : 'were'} passed over; the first is line ${first ?? 1}.`]),
		...letters.slice(0, mostLetters).map(letter => `A plan cannot be read. ${errorLines(letter).join(' ')}`),
		...(letters.length > mostLetters ? [`${letters.length - mostLetters} more plans cannot be read.`] : []),
	];
}
