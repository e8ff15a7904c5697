import {createHash} from 'node:crypto';
import type {RunRecord} from '../experiment/run-record.ts';

/** What a kept run's file name tells without opening it. */
export interface RunFileName {
	readonly name: string;
	/** `run`, or `baseline` for one that was only measured beside another, in turns. */
	readonly role: 'run' | 'baseline';
	/** See entryMark. */
	readonly entry: string;
	/** See databaseMark. */
	readonly database: string;
	readonly id: string;
}

/**
 * `20261125T173352123Z~run~shots-of-a-scene~3f09ab12~a1b2c3d4.json`: when (UTC), role, entry, database, id. Sorting by name is
 * sorting by time, and of a pair measured in turns the baseline comes first, as it bears the time of the other.
 */
export function runFileName({id, run, database, turns}: RunRecord, startedAt: Date): string {
	const time = startedAt.toISOString().replaceAll(/[-:.]/g, '');
	return `${time}~${turns?.role === 'baseline' ? 'baseline' : 'run'}~${entryMark(run.subject.entry)}~${databaseMark(database)}~${id}.json`;
}

/** Null for the name of any other file. */
export function readRunFileName(name: string): RunFileName | null {
	const [, role, entry, database, id] = /^\d{8}T\d{9}Z~(run|baseline)~([^~]+)~([\da-f]{8})~([\da-f]{8})\.json$/.exec(name) ?? [];
	return (role === 'run' || role === 'baseline') && entry !== undefined && database !== undefined && id !== undefined
		? {name, role, entry, database, id}
		: null;
}

/** An entry's name as a part of a file name: itself when it is plain and short, else what is plain of it and a hash. */
export function entryMark(entry: string): string {
	return /^[\w.-]{1,60}$/.test(entry) ? entry : `${entry.replaceAll(/[^\w.-]+/g, '_').slice(0, 50)}-${hash(entry)}`;
}

export function databaseMark({key}: RunRecord['database']): string {
	return hash(key);
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
