import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {cacheFolder} from './cache-folder.ts';
import {giveBack, keep, ownFolder, retire, takeKept} from './kept-database.ts';
import {makeFolder} from './make-folder.ts';
import type {Manifest} from './manifest.ts';
import {reasonOf} from './reason-of.ts';
import {sweepCache} from './sweep-cache.ts';

export interface EmbeddedRequest {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly home: string;
	/** See embeddedKey. */
	readonly key: string;
	/** Build anew, whatever is kept. */
	readonly fresh: boolean;
}

/** A data folder of this process's own. */
export interface EmbeddedClaim {
	/** To be opened by PGlite; nobody else opens it. */
	readonly folder: string;
	/** ready: a filled database, cleanly closed. empty: to be filled, closed and committed. */
	readonly state: 'ready' | 'empty';
	/** What the user should know; null when all went as it usually does. */
	readonly note: string | null;
	/**
	 * Keeps a copy of the folder, which must hold a filled and cleanly closed database, for those who come later. The
	 * folder stays ours, to be opened again. Never rejects: resolves with a note when the database could not be kept.
	 */
	commit(): Promise<string | null>;
	/**
	 * For a ready folder that did not open: removes it and, when it was a fresh copy, what it was copied from. Claim again
	 * after it; at most two discards lead to an empty folder.
	 */
	discard(): Promise<void>;
	/** Gives our folder up, and nobody has it after us: its tables are not what they were. Never rejects. */
	abandon(): Promise<void>;
	/** Gives our folder up, for the next one to use or to be removed; its database must be closed cleanly. Never rejects. */
	release(): Promise<void>;
}

/**
 * The embedded database is filled once and kept in the user's cache folder. What is kept is never opened: every planflip
 * opens a copy of its own.
 *
 * With one folder under a lock, a second planflip could only copy a folder in use, and Postgres writes there without being
 * asked: a checkpoint of a rolled-back CREATE INDEX, taken between the copying of pg_control and that of pg_wal, leaves a
 * copy that does not start. And every kill in the middle of an index build would leave its blocks there for ever. With
 * copies a kill harms nobody: the folder's name says whose it was, and the next planflip removes it.
 *
 * A copy costs 100 ms for 1,000 files and 75 MB on ext4, a second while others write to that disk. So a copy that was
 * closed cleanly waits for the next planflip, which takes it by renaming it (1 ms); only a second one at the same time,
 * or one after a kill, copies. Reopening then takes PGlite 400 to 600 ms.
 *
 * Two that build at once each fill a folder; the first to commit is kept. Rejects only when there is no room for a copy.
 */
export async function claimEmbedded({env, home, key, fresh}: EmbeddedRequest): Promise<EmbeddedClaim> {
	const base = path.join(cacheFolder(env, home), 'embedded');
	const kept = path.join(base, key);
	const notes: string[] = [];
	const {folder, root, problem} = await makeOwnFolder(base, key);
	const isWritable = problem === null;
	if (!isWritable) {
		notes.push(`The cache folder ${base} cannot be written (${problem}): the database is in ${folder} for now, and is not kept.`);
	}

	const killed = isWritable ? await sweepCache(base, key) : [];
	if (killed.length > 0) {
		notes.push(`${killed.length === 1 ? 'A planflip' : `${killed.length} planflips`} had been killed (process ${killed.join(', ')}); what was left behind is removed.`);
	}

	const remove = () => rm(root, {recursive: true, force: true, maxRetries: 3}).catch(() => undefined);
	/** What our folder is a copy of. */
	let manifest: Manifest | null = null;
	let from: 'kept' | 'used' | null = null;
	try {
		const taken = fresh ? {kind: 'none' as const} : await takeKept(kept, folder);
		switch (taken.kind) {
			case 'taken':
				({manifest, from} = taken);
				break;
			case 'broken':
				notes.push(`The kept database ${kept} is damaged (${taken.why}): it is built anew.`);
				await retire(kept, taken.manifest);
				break;
			case 'none':
				break;
		}
	} catch (error) {
		await remove();
		throw new PlanflipError('permission', {
			message: `There is no room for the embedded database: ${reasonOf(error)}.`,
			where: folder,
			hint: 'Free 200 MB there, or name another place: XDG_CACHE_HOME=/path planflip',
			cause: error,
		});
	}

	return {
		folder,
		state: from === null ? 'empty' : 'ready',
		note: notes.length === 0 ? null : notes.join(' '),
		async commit() {
			try {
				if (isWritable) {
					manifest = await keep(folder, kept, {replace: fresh});
				}

				return null;
			} catch (error) {
				return `The database could not be kept in ${base} (${reasonOf(error)}): the next start builds it anew.`;
			}
		},
		async discard() {
			// A used copy that does not open says nothing about the kept one.
			if (manifest !== null && from === 'kept') {
				await retire(kept, manifest);
			}

			await remove();
		},
		abandon: remove,
		async release() {
			if (manifest !== null && isWritable) {
				await giveBack(folder, kept, manifest);
			}

			await remove();
		},
	};
}

/** In the cache, or, with the problem said, in the system's folder for temporary files. `root` is what to remove at the end. */
async function makeOwnFolder(base: string, key: string): Promise<{readonly folder: string; readonly root: string; readonly problem: string | null}> {
	const folder = ownFolder(base, key);
	try {
		await makeFolder(folder, 0o700);
		return {folder, root: folder, problem: null};
	} catch (error) {
		const root = await mkdtemp(path.join(tmpdir(), 'planflip-'));
		return {folder: path.join(root, 'data'), root, problem: reasonOf(error)};
	}
}
