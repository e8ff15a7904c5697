import {readdir, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {retire, usedCopyIn} from './kept-database.ts';
import {readManifest} from './manifest.ts';
import {fateOf, ownerIn} from './owner-mark.ts';

/** After this long without use (ms) a kept database of another version, scale or seed goes, and so does what another host left. */
const longUnusedMs = 30 * 86_400_000;

/** Removes what killed processes left behind, and what nobody has used for a month. Returns the killed ones' process ids. */
export async function sweepCache(base: string, key: string): Promise<readonly number[]> {
	const killed = new Set<number>();
	for (const name of await readdir(base).catch(() => [])) {
		const folder = path.join(base, name);
		const owner = ownerIn(name);
		const fate = owner === null ? null : fateOf(owner);
		const used = usedCopyIn(name);
		if (used !== null) {
			if ((await readManifest(path.join(base, used.key)))?.id !== used.id) {
				await rm(folder, {recursive: true, force: true}).catch(() => undefined);
			}
		} else if (owner !== null && (fate === 'gone' || (fate === 'unknown' && await isLongUnused(folder)))) {
			await rm(folder, {recursive: true, force: true}).catch(() => undefined);
			if (fate === 'gone') {
				killed.add(owner.pid);
			}
		} else if (owner === null && name !== key && await isLongUnused(path.join(folder, 'manifest.json'))) {
			await retire(folder, await readManifest(folder));
		}
	}

	return [...killed];
}

async function isLongUnused(file: string): Promise<boolean> {
	const {mtimeMs} = await stat(file).catch(() => ({mtimeMs: Date.now()}));
	return Date.now() - mtimeMs > longUnusedMs;
}
