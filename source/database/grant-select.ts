import {quoteForReader} from './quote-identifier.ts';
import type {Session} from './session.ts';

/** A table with its schema, unquoted. */
export interface QualifiedName {
	readonly schema: string;
	readonly name: string;
}

/** Schemas whose tables the current user cannot reach, whatever rights he has on them. */
export async function readClosedSchemas(session: Pick<Session, 'query'>): Promise<ReadonlySet<string>> {
	const rows = await session.query('select nspname as name from pg_catalog.pg_namespace where not pg_catalog.has_schema_privilege(oid, \'USAGE\')');
	return new Set(rows.map(({name}) => String(name)));
}

/** The statements, ready to be pasted, that let a user read tables: a right on a table is worth nothing without USAGE on its schema. */
export function grantSelect(tables: readonly QualifiedName[], closed: ReadonlySet<string>, user: string): string {
	const to = quoteForReader(user);
	const schemas = [...new Set(tables.map(({schema}) => schema))].filter(schema => closed.has(schema)).map(schema => quoteForReader(schema));
	return [
		...(schemas.length === 0 ? [] : [`GRANT USAGE ON SCHEMA ${schemas.join(', ')} TO ${to};`]),
		`GRANT SELECT ON ${tables.map(({schema, name}) => `${quoteForReader(schema)}.${quoteForReader(name)}`).join(', ')} TO ${to};`,
	].join(' ');
}
