import type {Catalog} from '../catalog/catalog.ts';
import {PlanflipError} from '../errors.ts';

/** `entries`: what is asked for can be done with; a comparison with itself takes queries alone, and a catalogue may hold only operations. @throws PlanflipError input */
export function refuseNoQueries(entries: readonly unknown[], {folder, operations}: Pick<Catalog, 'folder' | 'operations'>): void {
	if (entries.length === 0) {
		throw new PlanflipError('input', {
			message: operations.length === 0 ? 'The catalogue has no queries.' : 'The catalogue has no queries, only operations, whose steps take their values from rows: this is for queries.',
			where: folder,
			hint: `planflip init writes queries from a live database.${operations.length === 0 ? '' : ' Operations are measured by planflip run and planflip baseline.'}`,
		});
	}
}
