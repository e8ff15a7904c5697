import {type Building, put, putMissing} from '../building.ts';
import {bufferKeys} from './counter-lines.ts';
import type {Evidence} from './evidence.ts';
import {type TextNode, typeOf} from './text-node.ts';

/** The I/O times that JSON prints, zeros too. */
const timingKeys = {
	one: ['I/O Read Time', 'I/O Write Time'],
	temp: ['I/O Read Time', 'I/O Write Time', 'Temp I/O Read Time', 'Temp I/O Write Time'],
	each: [
		'Shared I/O Read Time', 'Shared I/O Write Time', 'Local I/O Read Time', 'Local I/O Write Time', 'Temp I/O Read Time', 'Temp I/O Write Time',
	],
} as const;

/** Buffers, I/O times and WAL, of whatever has them: a node, a worker, the planner. */
export function fillInCounters(object: Building, {buffers, wal, timings, since18}: Evidence, hasWal: boolean): void {
	for (const key of buffers ? bufferKeys : []) {
		putMissing(object, key, 0);
	}

	if (timings === 'temp') {
		// 15 and 16 say `shared` in text where JSON has no word.
		for (const what of ['Read', 'Write']) {
			const shared = object[`Shared I/O ${what} Time`];
			if (shared !== undefined) {
				put(object, `I/O ${what} Time`, shared);
				delete object[`Shared I/O ${what} Time`];
			}
		}
	}

	for (const key of buffers && timings !== null ? timingKeys[timings] : []) {
		putMissing(object, key, 0);
	}

	for (const key of hasWal && wal ? ['WAL Records', 'WAL FPI', 'WAL Bytes', ...(since18 ? ['WAL Buffers Full'] : [])] : []) {
		putMissing(object, key, 0);
	}
}

/** Counts of rows that a condition removed: JSON has one wherever there is the condition. */
function removedBy(facts: Building, type: string): readonly string[] {
	const rechecked = type === 'Bitmap Heap Scan' ? 'Recheck Cond' : type === 'Index Scan' || type === 'Index Only Scan' ? 'Index Cond' : null;
	return [
		...(rechecked !== null && facts[rechecked] !== undefined ? ['Rows Removed by Index Recheck'] : []),
		...['Filter', 'Join Filter', 'Conflict Filter'].filter(condition => facts[condition] !== undefined).map(condition => `Rows Removed by ${condition}`),
	];
}

/** What JSON prints of a run, and text only when it is not zero. */
function fillInRun(facts: Building, type: string, node: TextNode, evidence: Evidence): void {
	if (node.line.actual === 'never') {
		if (evidence.timing) {
			putMissing(facts, 'Actual Startup Time', 0);
			putMissing(facts, 'Actual Total Time', 0);
		}

		putMissing(facts, 'Actual Rows', 0);
		putMissing(facts, 'Actual Loops', 0);
	}

	for (const key of removedBy(facts, type)) {
		putMissing(facts, key, 0);
	}

	if (type === 'Bitmap Heap Scan') {
		putMissing(facts, 'Exact Heap Blocks', 0);
		putMissing(facts, 'Lossy Heap Blocks', 0);
	}

	fillInCounters(facts, evidence, true);
	for (const worker of node.workers.values()) {
		if (worker['Actual Loops'] !== undefined) {
			fillInCounters(worker, evidence, true);
		}
	}
}

/** The keys that JSON always has for this type of node, and text only when they are not what they mostly are. */
export function fillIn(node: TextNode, evidence: Evidence): void {
	const {facts} = node;
	const type = typeOf(node);
	const {analyze, costs, verbose, since18} = evidence;
	if (since18) {
		putMissing(facts, 'Disabled', false);
	}

	if (verbose && facts['Join Type'] !== undefined) {
		putMissing(facts, 'Inner Unique', false);
	}

	if (type === 'Gather') {
		putMissing(facts, 'Single Copy', false);
	}

	if (type === 'Aggregate' && costs && (facts['Strategy'] === 'Hashed' || facts['Strategy'] === 'Mixed')) {
		putMissing(facts, 'Planned Partitions', 0);
	}

	if (type === 'Append' || type === 'Merge Append') {
		putMissing(facts, 'Subplans Removed', 0);
	}

	// Without a schema in VERBOSE it is not a function's name that stands there, but an alias.
	if (verbose && type === 'Function Scan' && facts['Schema'] === undefined) {
		delete facts['Function Name'];
	}

	if (analyze) {
		fillInRun(facts, type, node, evidence);
	}
}
