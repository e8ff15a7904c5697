import {rmSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Catalog} from '../source/catalog/catalog.ts';
import {openPglite} from '../source/database/open-pglite.ts';
import type {Session} from '../source/database/session.ts';
import {readCatalogFolder} from '../source/disk/read-catalog-folder.ts';
import {baselineIndexes} from '../source/lab/fill-the-copy.ts';
import {parseScale, type Scale} from '../source/workload/scale.ts';
import {setUpTheCopy} from '../source/workload/set-up-the-copy.ts';

const root = path.join(import.meta.dirname, '..');
export const workerUrl = new URL('../dist/pglite-worker.js', import.meta.url);
export const clock = {date: () => new Date(), ms: () => performance.now()};
export interface Volume {
	readonly scale: Scale;
	readonly seed: number;
}

export const volume: Volume = {scale: parseScale('standard'), seed: 1};
export const never = new AbortController().signal;

export function shipped(): Promise<Catalog> {
	return readCatalogFolder(path.join(root, 'queries'));
}

let temporary: Promise<string> | null = null;

/** An empty folder for the databases of this run; gone with the process. */
export async function temporaryFolder(): Promise<string> {
	temporary ??= mkdtemp(path.join(tmpdir(), 'planflip-bench-')).then(folder => {
		process.on('exit', () => {
			rmSync(folder, {recursive: true, force: true, maxRetries: 3});
		});
		return folder;
	});
	return mkdtemp(path.join(await temporary, 'x'));
}

/** The Copy, at standard scale unless told otherwise, with the baseline's indexes. */
export async function fillTheCopy(session: Session, filling: Volume = volume): Promise<void> {
	const steps = setUpTheCopy(session, {...filling, indexes: baselineIndexes(await shipped()), signal: never});
	let step = await steps.next();
	while (step.done !== true) {
		step = await steps.next();
	}
}

let filled: Promise<string> | null = null;

/** A data folder of PGlite that holds The Copy, cleanly closed; made once a run. Not to be changed. */
export function filledFolder(): Promise<string> {
	filled ??= (async () => {
		const folder = path.join(await temporaryFolder(), 'data');
		const session = await openPglite({folder, workerUrl});
		await fillTheCopy(session);
		await session.close();
		return folder;
	})();
	return filled;
}
