import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import process from 'node:process';

/** Spins until it is killed, or its parent is gone: nobody should find a core busy in the morning. */
const spin = 'const parent = process.ppid; while (process.ppid === parent) { for (let i = 0; i < 1e7; i++); }';

/** Linux numbers its ways of scheduling; 0 is the usual one. Field 41 of /proc/self/stat, counted behind the program's name, which may hold blanks. */
function realTime(): boolean {
	try {
		return Number(readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[38]) !== 0;
	} catch {
		return false;
	}
}

export interface Hogs {
	readonly count: number;
	stop(): void;
}

/** A process for each core that does nothing but take its time. They inherit this process's priority: the contest is a fair one. */
export function startHogs(): Hogs {
	if (realTime()) {
		throw new Error('Hogs inherit real-time scheduling and let nobody else run, us included: start the benchmark with nice -n -20 instead of chrt.');
	}

	const children = Array.from({length: availableParallelism()}, () => spawn(process.execPath, ['-e', spin], {stdio: 'ignore'}));
	return {
		count: children.length,
		stop() {
			for (const child of children) {
				child.kill('SIGKILL');
			}
		},
	};
}
