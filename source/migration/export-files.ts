import {drizzleSchema} from './drizzle-schema.ts';
import {kyselyMigration} from './kysely-migration.ts';
import type {Migration} from './migration.ts';
import {applySql, rollbackSql} from './sql-script.ts';
import type {SqlParser} from '../sql/sql-parser.ts';

export const exportFormats = ['sql', 'kysely', 'drizzle'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file as it will be written; its name has nothing of the database's in it. */
export interface ExportFile {
	readonly name: string;
	readonly text: string;
}

/** `planflip-20261126T001200Z-apply.sql` and its rollback, `20261126T001200Z_planflip_indexes.ts` for Kysely, `planflip-20261126T001200Z-drizzle.ts`. */
export function exportFiles(migration: Migration, format: ExportFormat, parser: SqlParser): readonly ExportFile[] {
	const time = migration.at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
	switch (format) {
		case 'sql': {
			return [{name: `planflip-${time}-apply.sql`, text: applySql(migration)}, {name: `planflip-${time}-rollback.sql`, text: rollbackSql(migration)}];
		}

		// Kysely's migrator goes by the names in their order: the time comes first.
		case 'kysely': {
			return [{name: `${time}_planflip_indexes.ts`, text: kyselyMigration(migration)}];
		}

		case 'drizzle': {
			return [{name: `planflip-${time}-drizzle.ts`, text: drizzleSchema(migration, parser)}];
		}
	}
}
