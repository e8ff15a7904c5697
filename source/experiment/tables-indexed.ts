import type {Catalog} from '../catalog/catalog.ts';
import {tableOfText} from '../catalog/table-of-text.ts';

/** Which of the database's tables the catalogue's own indexes are on: what is built there is judged, whether or not a statement reads them. Takes a `schema.name`-like object. */
export function tablesIndexed({indexes}: Pick<Catalog, 'indexes'>): (table: {readonly schema: string; readonly name: string}) => boolean {
	const tables = indexes.map(({table}) => tableOfText(table));
	return ({schema, name}) => tables.some(table => table.name === name && (table.schema ?? schema) === schema);
}
