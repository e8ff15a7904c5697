import {randomUUID} from 'node:crypto';
import {mkdir, readdir, rename, rm, stat, utimes} from 'node:fs/promises';
import path from 'node:path';
import {copyFolder, folderSize} from './copy-folder.ts';
import {readManifest, writeManifest, type Manifest} from './manifest.ts';
import {ownerMark, thisProcess} from './owner-mark.ts';
import {codeOf, reasonOf} from './reason-of.ts';

/** A folder of ours in the cache: nobody else makes one of that name, and anybody can tell when we are gone. */
export function ownFolder(base: string, key: string): string {
	return path.join(base, `${key}~${ownerMark(thisProcess)}~${randomUUID().slice(0, 8)}`);
}

/** Where a copy waits that was used and given back: one at most. */
function usedCopy(kept: string, {id}: Manifest): string {
	return `${kept}+${id}`;
}

/** The kept database and its id, in the name of a used copy; null for other names. */
export function usedCopyIn(name: string): {readonly key: string; readonly id: string} | null {
	const [, key, id] = /^([^~+]+)\+([^~+]+)$/.exec(name) ?? [];
	return key === undefined || id === undefined ? null : {key, id};
}

/** What came of the wish to have a kept database. */
export type Taken =
	| {readonly kind: 'taken'; readonly manifest: Manifest; readonly from: 'kept' | 'used'}
	/** Not there, or being replaced by somebody all the time. */
	| {readonly kind: 'none'}
	| {readonly kind: 'broken'; readonly manifest: Manifest | null; readonly why: string};

const attempts = 5;

/** A used copy larger than this many times the kept one is not worth keeping: blocks of unfinished work are never given back. */
const growthLimit = 2;

/**
 * Gets a kept database's data into our empty folder: the used copy by renaming it, else by copying. The folder stays empty
 * unless it is 'taken'. Rejects when there is no room.
 */
export async function takeKept(kept: string, folder: string): Promise<Taken> {
	for (let attempt = 0; attempt < attempts; attempt++) {
		const inode = await inodeOf(kept);
		if (inode === null) {
			break;
		}

		const manifest = await readManifest(kept);
		const taken = await takeUsed(kept, folder, manifest) ?? await copyKept(kept, folder, manifest);
		// Replaced on the way, what was copied may be the half of one and the half of another, even if it fits.
		if (inode === await inodeOf(kept) && sameDatabase(manifest, await readManifest(kept))) {
			return taken;
		}

		await clearFolder(folder);
	}

	return {kind: 'none'};
}

async function inodeOf(folder: string): Promise<number | null> {
	return stat(folder).then(({ino}) => ino, () => null);
}

/** Renaming is the lock: of two who try, one finds nothing. */
async function takeUsed(kept: string, folder: string, manifest: Manifest | null): Promise<Taken | null> {
	if (manifest === null) {
		return null;
	}

	try {
		await rename(usedCopy(kept, manifest), folder);
		await touch(kept);
		return {kind: 'taken', manifest, from: 'used'};
	} catch {
		return null;
	}
}

async function copyKept(kept: string, folder: string, manifest: Manifest | null): Promise<Taken> {
	try {
		const copied = await copyFolder(path.join(kept, 'data'), folder);
		if (manifest?.files === copied.files && manifest.bytes === copied.bytes) {
			await touch(kept);
			return {kind: 'taken', manifest, from: 'kept'};
		}

		await clearFolder(folder);
		return {
			kind: 'broken',
			manifest,
			why: manifest === null
				? 'its manifest cannot be read'
				: `${copied.files} files of ${copied.bytes} bytes instead of ${manifest.files} of ${manifest.bytes}`,
		};
	} catch (error) {
		if (['ENOSPC', 'EDQUOT', 'EROFS'].includes(codeOf(error))) {
			throw error;
		}

		await clearFolder(folder);
		return {kind: 'broken', manifest, why: reasonOf(error)};
	}
}

/** For the sweep: when it was last of use. */
async function touch(kept: string): Promise<void> {
	const now = new Date();
	await utimes(path.join(kept, 'manifest.json'), now, now).catch(() => undefined);
}

async function clearFolder(folder: string): Promise<void> {
	for (const name of await readdir(folder).catch(() => [])) {
		await rm(path.join(folder, name), {recursive: true, force: true});
	}
}

/** Leaves a cleanly closed copy for the next one to use, unless another waits, or it has grown too much. Never rejects. */
export async function giveBack(folder: string, kept: string, manifest: Manifest): Promise<void> {
	try {
		const {bytes} = await folderSize(folder);
		if (bytes <= manifest.bytes * growthLimit && sameDatabase(manifest, await readManifest(kept))) {
			await rename(folder, usedCopy(kept, manifest));
		}
	} catch {
		// Another waits already.
	}
}

/** Copies a folder with a cleanly closed database into the cache, unless somebody else was faster: then null. */
export async function keep(folder: string, kept: string, options: {readonly replace: boolean}): Promise<Manifest | null> {
	const beside = ownFolder(path.dirname(kept), path.basename(kept));
	try {
		await mkdir(beside, {mode: 0o700});
		const size = await copyFolder(folder, path.join(beside, 'data'));
		const manifest = {id: randomUUID(), ...size};
		await writeManifest(beside, manifest);
		if (options.replace) {
			await retire(kept, await readManifest(kept));
		}

		// Renaming a folder onto one that is not empty fails: the first one stays.
		await rename(beside, kept);
		return manifest;
	} catch (error) {
		await rm(beside, {recursive: true, force: true});
		if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error))) {
			throw error;
		}

		return null;
	}
}

/** Takes a kept database out of the cache, if it is still the one meant. Those who are copying it notice. */
export async function retire(kept: string, meant: Manifest | null): Promise<void> {
	if (!sameDatabase(meant, await readManifest(kept))) {
		return;
	}

	const away = ownFolder(path.dirname(kept), path.basename(kept));
	try {
		await rename(kept, away);
		await rm(away, {recursive: true, force: true});
		if (meant !== null) {
			await rm(usedCopy(kept, meant), {recursive: true, force: true});
		}
	} catch {
		// Gone already, or not ours to remove: then the next one finds it as we did.
	}
}

function sameDatabase(a: Manifest | null, b: Manifest | null): boolean {
	return a?.id === b?.id;
}
