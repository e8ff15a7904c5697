import type {Catalog} from '../catalog/catalog.ts';
import type {IndexDefinition} from '../catalog/catalog-entry.ts';
import type {Session} from '../database/session.ts';
import {formatCount} from '../text/quantity.ts';
import {setUpTheCopy, type SetupProgress} from '../workload/set-up-the-copy.ts';
import type {LabEvent} from './lab-event.ts';
import type {PrepareRequest} from './prepare-request.ts';

const titles: Partial<Record<SetupProgress['step'], string>> = {
	schema: 'Creating The Copy\'s tables',
	constraints: 'Adding keys',
	indexes: 'Building the baseline indexes',
	analyze: 'Analysing',
};

/** Schema, data and baseline indexes, in one transaction, told step by step. */
export async function * fillTheCopy(session: Session, {shipped, scale, seed, signal}: PrepareRequest): AsyncGenerator<Extract<LabEvent, {readonly kind: 'step'}>, void, void> {
	for await (const progress of setUpTheCopy(session, {scale, seed, indexes: baselineIndexes(shipped), signal})) {
		yield {kind: 'step', title: setupTitle(progress), fraction: progress.fraction};
	}
}

/** What a progress line says. */
export function setupTitle({step, total}: SetupProgress): string {
	return titles[step] ?? `Filling ${step}, ${formatCount(total)} rows`;
}

/** The indexes that The Copy had before its analysis. */
export function baselineIndexes(shipped: Catalog): readonly IndexDefinition[] {
	return shipped.indexes.filter(index => index.presets.includes('baseline'));
}
