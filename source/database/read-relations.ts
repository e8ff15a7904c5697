import type {Session} from './session.ts';

export interface RelationColumn {
	readonly name: string;
	/** As format_type prints it. */
	readonly type: string;
	/** The current user may SELECT it. */
	readonly readable: boolean;
}

/** A table, view or materialised view that a name leads to. */
export interface KnownRelation {
	/** The name that was asked for. */
	readonly asked: {readonly schema: string | null; readonly name: string};
	readonly schema: string;
	readonly columns: readonly RelationColumn[];
}

/** has_column_privilege knows system columns too, and dropped ones: both are left out. */
const relations = `select w.schema, w.name, n.nspname as found, pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
		'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'readable', pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
	) order by a.attnum) as columns
	from pg_catalog.jsonb_to_recordset($1::pg_catalog.jsonb) as w (schema text, name text)
	join pg_catalog.pg_class as c on c.relname = w.name and c.relkind in ('r', 'p', 'v', 'm', 'f')
	join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
	join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
	where case when w.schema is null then pg_catalog.pg_table_is_visible(c.oid) else n.nspname = w.schema end
	group by 1, 2, 3`;

/** Those of the names that lead to something; without a schema by the search path. Rights on the schema or the table are not needed. */
export async function readRelations(session: Pick<Session, 'query'>, names: ReadonlyArray<KnownRelation['asked']>): Promise<readonly KnownRelation[]> {
	const rows = names.length === 0 ? [] : await session.query(relations, [JSON.stringify(names.map(({schema, name}) => ({schema, name})))]);
	return rows.map(row => ({
		asked: {schema: typeof row['schema'] === 'string' ? row['schema'] : null, name: String(row['name'])},
		schema: String(row['found']),
		columns: Array.isArray(row['columns']) ? row['columns'].map((column: Readonly<Record<string, unknown>>) => ({name: String(column['name']), type: String(column['type']), readable: column['readable'] === true})) : [],
	}));
}
