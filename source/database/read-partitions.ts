import type {Session} from './session.ts';

/** A table in a partitioned one, or that one itself. */
export interface Partition {
	readonly oid: number;
	/** null for the table that was asked about. */
	readonly parentOid: number | null;
	readonly schema: string;
	readonly name: string;
	/** Rows of a foreign one are elsewhere: there is nothing to index. */
	readonly kind: 'table' | 'partitioned' | 'foreign';
	/** The current user may create its indexes. */
	readonly owned: boolean;
}

/** The tree of a partitioned table, top down; none for a table that is not partitioned. */
export async function readPartitions(session: Pick<Session, 'query'>, schema: string, name: string): Promise<readonly Partition[]> {
	const rows = await session.query(`
		select c.oid::int8 as oid, case when t.level = 0 then null else t.parentrelid::oid::int8 end as parent, n.nspname::text as schema, c.relname::text as name, c.relkind::text as kind,
			pg_catalog.pg_has_role(c.relowner, 'USAGE') as owned
		from pg_catalog.pg_class as top
		join pg_catalog.pg_namespace as top_schema on top_schema.oid = top.relnamespace
		cross join lateral pg_catalog.pg_partition_tree(top.oid) as t
		join pg_catalog.pg_class as c on c.oid = t.relid
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		where top_schema.nspname = $1 and top.relname = $2 and top.relkind = 'p'
		order by t.level, n.nspname, c.relname`, [schema, name]);
	return rows.map(row => ({
		oid: Number(row['oid']),
		parentOid: row['parent'] === null ? null : Number(row['parent']),
		schema: String(row['schema']),
		name: String(row['name']),
		kind: row['kind'] === 'p' ? 'partitioned' : (row['kind'] === 'f' ? 'foreign' : 'table'),
		owned: row['owned'] === true,
	}));
}
