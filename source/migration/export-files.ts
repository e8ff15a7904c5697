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
export function fileNames({at}: Pick<Migration, 'at'>, format: ExportFormat): readonly string[] {
	const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
	switch (format) {
		case 'sql': {
			return [`planflip-${time}-apply.sql`, `planflip-${time}-rollback.sql`];
		}

		// Kysely's migrator goes by the names in their order: the time comes first.
		case 'kysely': {
			return [`${time}_planflip_indexes.ts`];
		}

		case 'drizzle': {
			return [`planflip-${time}-drizzle.ts`];
		}
	}
}

export function exportFiles(migration: Migration, format: ExportFormat, parser: SqlParser): readonly ExportFile[] {
	const texts = {
		sql: () => [applySql(migration), rollbackSql(migration)],
		kysely: () => [kyselyMigration(migration)],
		drizzle: () => [drizzleSchema(migration, parser)],
	}[format]();
	return fileNames(migration, format).map((name, at) => ({name, text: texts[at] ?? ''}));
}
