import path from 'node:path';
import type {Catalog} from '../../source/catalog/catalog.ts';
import type {IndexDefinition} from '../../source/catalog/catalog-entry.ts';
import type {Session} from '../../source/database/session.ts';
import {readCatalogFolder} from '../../source/disk/read-catalog-folder.ts';
import {parseScale} from '../../source/workload/scale.ts';
import {setUpTheCopy, type SetupProgress} from '../../source/workload/set-up-the-copy.ts';

export function shippedCatalog(): Promise<Catalog> {
	return readCatalogFolder(path.join(import.meta.dirname, '../../queries'));
}

export function inPreset(catalog: Catalog, preset: string): readonly IndexDefinition[] {
	return catalog.indexes.filter(({presets}) => presets.includes(preset));
}

/** Fills the session's database at small scale; what it told on the way. */
export async function setUpSmall(session: Session, signal = new AbortController().signal): Promise<readonly SetupProgress[]> {
	const told: SetupProgress[] = [];
	const indexes = inPreset(await shippedCatalog(), 'baseline');
	for await (const progress of setUpTheCopy(session, {scale: parseScale('small'), seed: 1, indexes, signal})) {
		told.push(progress);
	}

	return told;
}
