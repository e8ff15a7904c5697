import schema from '../../seeds/schema.sql?raw';
import {seededTables} from '../../seeds/seed-table.ts';
import type {IndexDefinition} from '../catalog/catalog-entry.ts';
import {splitStatements} from '../catalog/split-statements.ts';
import type {Scale} from './scale.ts';
import {theCopyMark, theCopyTableNames} from './the-copy-mark.ts';

/**
 * No CASCADE: tables of others that refer to these are not emptied; Postgres refuses then. And ONLY these: without, tables of others
 * that inherit from them would be emptied too.
 */
export const emptySql = `truncate ${theCopyTableNames.map(table => `only ${table}`).join(', ')}`;

/** Outside of a transaction. */
export const vacuumSql = `vacuum (analyze) ${theCopyTableNames.join(', ')}`;

export function markSql(scale: Scale, seed: number): string {
	return `comment on table projects is '${theCopyMark(scale, seed)}'`;
}

/** The schema in two parts: rows are loaded between them. */
export function schemaStatements(): {readonly tables: readonly string[]; readonly constraints: readonly string[]} {
	const statements = splitStatements(schema, 'seeds/schema.sql').map(({sql}) => sql);
	const isTable = (sql: string) => sql.startsWith('create table');
	return {tables: statements.filter(isTable), constraints: statements.filter(sql => !isTable(sql))};
}

/** Everything that setUpTheCopy runs, in order, for people: rows are not shown. */
export function setUpStatements(scale: Scale, seed: number, indexes: readonly IndexDefinition[]): readonly string[] {
	const {tables, constraints} = schemaStatements();
	return ['begin', ...tables, markSql(scale, seed), ...copyStatements(scale), ...constraints, ...indexes.map(({sql}) => sql), 'commit', vacuumSql];
}

/** Everything that refillTheCopy runs. */
export function refillStatements(scale: Scale, seed: number): readonly string[] {
	return ['begin', emptySql, markSql(scale, seed), ...copyStatements(scale), 'commit', vacuumSql];
}

function copyStatements(scale: Scale): readonly string[] {
	return seededTables.map(table => `copy ${table} from stdin /* ${scale[table]} rows */`);
}
