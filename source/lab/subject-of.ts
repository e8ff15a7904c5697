import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {BoundParameter, Subject} from '../experiment/run.ts';

/** An entry with its values, as it is tried. */
export function subjectOf(entry: CatalogEntry, parameters: readonly BoundParameter[]): Subject {
	return {entry: entry.name, sql: entry.sql, parameters, file: entry.file, line: entry.line};
}
