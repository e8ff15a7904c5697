import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {UniverseIndex} from './index-universe.ts';
import {tablesRead} from './tables-read.ts';

/** Of the entries that could not be looked at, those that name an index's table: nobody knows whether they need it. */
export function unaskedOf({schema, table}: Pick<UniverseIndex, 'schema' | 'table'>, leftOut: readonly CatalogEntry[]): readonly string[] {
	return leftOut.filter(entry => tablesRead({entries: [entry], operations: []}, [])({schema, name: table})).map(({name}) => name);
}
