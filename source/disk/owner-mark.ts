import {createHash} from 'node:crypto';
import {readlinkSync, readFileSync} from 'node:fs';
import {hostname} from 'node:os';
import process from 'node:process';

/** Who made a folder, as a part of its name: `host~pid~start`. */
export interface Owner {
	readonly host: string;
	readonly pid: number;
	/** Linux: the process's start in ticks since boot, which a later process of the same pid does not have; elsewhere empty. */
	readonly start: string;
}

/** A process id means something on its own host only, and there in its own pid namespace (containers share home folders). */
const thisHost = createHash('sha256').update(`${hostname()} ${pidNamespace()}`).digest('hex').slice(0, 8);

export const thisProcess: Owner = {host: thisHost, pid: process.pid, start: startOf(process.pid)};

export function ownerMark({host, pid, start}: Owner): string {
	return `${host}~${pid}~${start}`;
}

/** The owner in a folder's name `key~host~pid~start~...`; null when there is none. */
export function ownerIn(name: string): Owner | null {
	const [, host, pid, start] = /^[^~]+~([\da-f]{8})~(\d+)~(\d*)~/.exec(name) ?? [];
	return host === undefined || pid === undefined || start === undefined ? null : {host, pid: Number(pid), start};
}

/** Whether the owner still runs; 'unknown' for another host's. */
export function fateOf({host, pid, start}: Owner): 'runs' | 'gone' | 'unknown' {
	if (host !== thisHost) {
		return 'unknown';
	}

	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM: it runs, and is somebody else's.
		if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) {
			return 'gone';
		}
	}

	return start === '' || startOf(pid) === start ? 'runs' : 'gone';
}

function pidNamespace(): string {
	try {
		return readlinkSync('/proc/self/ns/pid');
	} catch {
		return '';
	}
}

function startOf(pid: number): string {
	try {
		// The 22nd field; the 2nd, the program's name in parentheses, may hold spaces and parentheses. See proc(5).
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}
