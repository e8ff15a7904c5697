import type {ExportFile} from '../migration/export-files.ts';
import type {Migration} from '../migration/migration.ts';

/** What is built and dropped and why, what is left out, and the files' texts. */
export function exportJson({label, version, at, wanted, changes, leftOut, notes}: Migration, files: readonly ExportFile[]): object {
	return {
		planflip: 'export',
		database: label,
		server: version,
		at,
		configuration: wanted,
		changes: changes.map(({kind, index: {schema, table, name, definition, partitioned}, evidence}) => ({change: kind, schema, table, name, definition, partitioned, evidence})),
		leftOut,
		notes,
		files,
	};
}
