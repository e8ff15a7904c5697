import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {FolderSize} from './copy-folder.ts';

/** What a kept database says of itself, beside its data folder. */
export interface Manifest extends FolderSize {
	/** Tells two databases of the same key apart. */
	readonly id: string;
}

const name = 'manifest.json';

/** Null when it is missing or says nothing sensible: then the folder beside it is not to be trusted. */
export async function readManifest(folder: string): Promise<Manifest | null> {
	try {
		const said: unknown = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
		return isManifest(said) ? said : null;
	} catch {
		return null;
	}
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
	await writeFile(path.join(folder, name), `${JSON.stringify(manifest)}\n`);
}

function isManifest(said: unknown): said is Manifest {
	return typeof said === 'object' && said !== null
		&& 'id' in said && typeof said.id === 'string'
		&& 'files' in said && typeof said.files === 'number'
		&& 'bytes' in said && typeof said.bytes === 'number';
}
