import {sql} from 'kysely';
import type {CatalogTables} from './catalog-tables.ts';
import {partitionOf} from './partition-of.ts';
import type {ColumnShape, RelationShape} from './relation-shape.ts';
import type {Session} from './session.ts';
import {typed} from './typed.ts';

const columns = sql<ColumnShape[]>`(
	select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
		'name', a.attname,
		'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
		'width', (
			select max(s.avg_width) from pg_catalog.pg_stats as s
			where s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname
		)
	) order by a.attnum), '[]')
	from pg_catalog.pg_attribute as a
	where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
)`;

/** -1: nobody has counted. A partitioned table has no rows of its own. */
const rows = sql<number>`(case c.relkind
	when 'p' then (
		select coalesce(sum(greatest(leaf.reltuples, 0)), 0)
		from pg_catalog.pg_partition_tree(c.oid) as part
		join pg_catalog.pg_class as leaf on leaf.oid = part.relid and part.isleaf
	)
	else greatest(c.reltuples, 0) end)::pg_catalog.float8`;

/** The user's tables and views of these names, in whichever schema; one round trip. */
export async function readRelationShapes(session: Session, names: readonly string[]): Promise<readonly RelationShape[]> {
	if (names.length === 0) {
		return [];
	}

	return typed<CatalogTables>(session)
		.selectFrom('pg_catalog.pg_class as c')
		.innerJoin('pg_catalog.pg_namespace as n', 'n.oid', 'c.relnamespace')
		.select([
			'n.nspname as schema',
			'c.relname as name',
			sql<boolean>`pg_catalog.pg_table_is_visible(c.oid)`.as('visible'),
			partitionOf.as('partitionOf'),
			rows.as('rows'),
			sql<string | null>`case c.relkind when 'v' then pg_catalog.pg_get_viewdef(c.oid) end`.as('query'),
			columns.as('columns'),
		])
		.where('c.relkind', 'in', ['r', 'p', 'm', 'v'])
		.where('c.relname', 'in', [...names])
		.where('n.nspname', 'not in', ['pg_catalog', 'information_schema'])
		.where('n.nspname', 'not like', 'pg\\_%')
		.orderBy('n.nspname')
		.orderBy('c.relname')
		.execute();
}
