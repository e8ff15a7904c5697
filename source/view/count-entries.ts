import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {many} from '../text/many.ts';

/** `19 queries`, `19 queries and 17 statements of 6 operations`. */
export function countEntries(entries: ReadonlyArray<Pick<CatalogEntry, 'step'>>): string {
	const steps = entries.flatMap(({step}) => step ?? []);
	const operations = new Set(steps.map(({operation}) => operation)).size;
	const queries = entries.length - steps.length;
	return [
		...(queries === 0 && steps.length > 0 ? [] : [many(queries, 'query', 'queries')]),
		...(steps.length === 0 ? [] : [`${many(steps.length, 'statement')} of ${many(operations, 'operation')}`]),
	].join(' and ');
}
