import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {buildCatalog, type CatalogFile} from '../catalog/build-catalog.ts';
import type {Catalog} from '../catalog/catalog.ts';
import {PlanflipError} from '../errors.ts';
import {reasonOf} from './reason-of.ts';

/**
 * Reads the `.sql` files of a folder (not of those within it) as a catalogue.
 * @throws PlanflipError input: no such folder, a file that cannot be read, neither a query nor an operation in it, or what buildCatalog refuses.
 */
export async function readCatalogFolder(folder: string): Promise<Catalog> {
	const catalog = buildCatalog(folder, await readCatalogFiles(folder));
	if (catalog.entries.length + catalog.operations.length === 0) {
		throw new PlanflipError('input', {
			message: 'This catalogue folder has neither a query nor an operation.',
			where: folder,
			hint: 'A query is a file name.sql: comment lines with -- title:, -- why: and -- frequency:, then one statement; an operation begins with -- operation:.',
		});
	}

	return catalog;
}

/** The texts of a catalogue folder, in the order of their names. Rejects with an input error where the folder or a file cannot be read. */
export async function readCatalogFiles(folder: string): Promise<readonly CatalogFile[]> {
	const names = await readdir(folder).catch((error: unknown) => {
		throw new PlanflipError('input', {
			message: `The catalogue folder cannot be read: ${reasonOf(error)}.`,
			where: folder,
			hint: 'Name a folder of .sql files: --catalog DIR',
			cause: error,
		});
	});
	return Promise.all(names.filter(isCard).sort().map(name => readCard(folder, name)));
}

/** Editors keep their own files beside: .x.sql.swp, .#x.sql. */
function isCard(name: string): boolean {
	return name.endsWith('.sql') && !name.startsWith('.');
}

async function readCard(folder: string, name: string): Promise<CatalogFile> {
	const file = shown(path.join(folder, name));
	try {
		return {file, text: await readFile(path.join(folder, name), 'utf8')};
	} catch (error) {
		throw new PlanflipError('input', {
			message: `The file of the catalogue cannot be read: ${reasonOf(error)}.`,
			where: file,
			hint: 'Give yourself the right to read it, or take it out of the folder.',
			cause: error,
		});
	}
}

/** From here, when it lies below; else its folder and name, which say enough: `queries/x.sql`. */
function shown(file: string): string {
	const fromHere = path.relative(process.cwd(), file);
	const short = fromHere.startsWith('..') || path.isAbsolute(fromHere) ? path.resolve(file) : fromHere;
	return short.split(path.sep).join('/');
}
