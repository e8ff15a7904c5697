import {createHash} from 'node:crypto';
import type {KeptRecord} from '../experiment/run-history.ts';
import type {DatabaseName} from '../experiment/run-record.ts';

/** What a kept run's file name tells without opening it. */
export interface RunFileName {
	readonly name: string;
	readonly startedAt: Date;
	/** What was measured: a query, or an operation. */
	readonly kind: 'query' | 'operation';
	/** `run`, or `baseline` for one that was only measured beside another, in turns. */
	readonly role: 'run' | 'baseline';
	/** See entryMark. */
	readonly entry: string;
	/** See databaseMark. */
	readonly database: string;
	readonly id: string;
}

/** The word of each kind and role in a file name; of a pair measured in turns the baseline's sorts first. */
const words = {
	run: {kind: 'query', role: 'run'},
	baseline: {kind: 'query', role: 'baseline'},
	operation: {kind: 'operation', role: 'run'},
	'operation-baseline': {kind: 'operation', role: 'baseline'},
} as const;

/**
 * `20261125T173352123Z~run~shots-of-a-scene~3f09ab12~a1b2c3d4.json`: when (UTC), kind and role in a word, entry, database, id. Sorting by
 * name is sorting by time, and of a pair measured in turns the baseline comes first, as it bears the time of the other.
 */
export function runFileName(record: KeptRecord, startedAt: Date): string {
	const time = startedAt.toISOString().replaceAll(/[-:.]/g, '');
	return `${time}~${wordOf(record)}~${entryMark(entryOf(record))}~${databaseMark(record.database)}~${record.id}.json`;
}

function wordOf({kind, turns}: KeptRecord): keyof typeof words {
	const baseline = turns?.role === 'baseline';
	return kind === 'RunRecord' ? (baseline ? 'baseline' : 'run') : (baseline ? 'operation-baseline' : 'operation');
}

/** The name of the query or the operation. */
export function entryOf(record: KeptRecord): string {
	return record.kind === 'RunRecord' ? record.run.subject.entry : record.run.operation.name;
}

/** Null for the name of any other file. */
export function readRunFileName(name: string): RunFileName | null {
	const [, year = '', month = '', day = '', hour = '', minute = '', second = '', ms = '', word, entry, database, id]
		= /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z~(run|baseline|operation|operation-baseline)~([^~]+)~([\da-f]{8})~([\da-f]{8})\.json$/.exec(name) ?? [];
	return isWord(word) && entry !== undefined && database !== undefined && id !== undefined
		? {name, startedAt: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`), ...words[word], entry, database, id}
		: null;
}

function isWord(word: string | undefined): word is keyof typeof words {
	return word !== undefined && Object.hasOwn(words, word);
}

/** An entry's name as a part of a file name: itself when it is plain and short, else what is plain of it and a hash. */
export function entryMark(entry: string): string {
	return /^[\w.-]{1,60}$/.test(entry) ? entry : `${entry.replaceAll(/[^\w.-]+/g, '_').slice(0, 50)}-${hash(entry)}`;
}

export function databaseMark({key}: DatabaseName): string {
	return hash(key);
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
