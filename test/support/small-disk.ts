import {spawnSync} from 'node:child_process';
import {chownSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {unprivileged} from './native-server.ts';

/** A disk with room for little, and a folder on it for a tablespace. */
export interface SmallDisk {
	readonly folder: string;
	remove(): void;
}

/** Why no disk can be mounted here; null when it can. */
export const noSmallDisk: string | null = process.platform === 'linux' && process.getuid?.() === 0 ? tryMount() : 'only root on Linux may mount a small disk';

/** @param megabytes - all there is room for */
export function smallDisk(megabytes: number): SmallDisk {
	const mounted = mkdtempSync(path.join(tmpdir(), 'planflip-disk-'));
	const outcome = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', mounted], {encoding: 'utf8'});
	if (outcome.status !== 0) {
		rmSync(mounted, {recursive: true});
		throw new Error(`mount: ${outcome.error?.message ?? outcome.stderr}`);
	}

	const folder = path.join(mounted, 'space');
	mkdirSync(folder, {mode: 0o700});
	const {uid, gid} = unprivileged();
	if (uid !== undefined && gid !== undefined) {
		chownSync(folder, uid, gid);
	}

	return {
		folder,
		remove() {
			// Lazily: a server that still ends may have files open there.
			spawnSync('umount', ['--lazy', mounted]);
			rmSync(mounted, {recursive: true, force: true});
		},
	};
}

function tryMount(): string | null {
	try {
		smallDisk(1).remove();
		return null;
	} catch (error) {
		return error instanceof Error ? error.message.trim() : String(error);
	}
}
