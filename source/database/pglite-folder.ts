import {existsSync, mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {PgliteStep} from './pglite-messages.ts';

/** In the folder while it is being made: what a kill leaves then is no database, though it looks like one. */
const incomplete = 'planflip-incomplete';

/** What opening this folder will take. */
export function folderStep(folder: string): PgliteStep {
	return isDatabase(folder) ? 'opening' : 'creating';
}

/** Makes the folder ready for PGlite: parts of an interrupted creation are taken away, a new one is marked as begun. */
export function beginFolder(folder: string): void {
	mkdirSync(folder, {recursive: true, mode: 0o700});
	if (isDatabase(folder)) {
		return;
	}

	if (existsSync(path.join(folder, incomplete))) {
		for (const name of readdirSync(folder)) {
			if (name !== incomplete) {
				rmSync(path.join(folder, name), {recursive: true, force: true});
			}
		}
	}

	writeFileSync(path.join(folder, incomplete), '');
}

/** The database in it has started: from now on its write-ahead log protects it. */
export function completeFolder(folder: string): void {
	rmSync(path.join(folder, incomplete), {force: true});
}

function isDatabase(folder: string): boolean {
	return existsSync(path.join(folder, 'PG_VERSION')) && !existsSync(path.join(folder, incomplete));
}
