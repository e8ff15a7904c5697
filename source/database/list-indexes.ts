import {sql} from 'kysely';
import type {CatalogTables} from './catalog-tables.ts';
import type {IndexState} from './index-state.ts';
import type {Session} from './session.ts';
import {typed} from './typed.ts';

export interface TableName {
	readonly schema: string;
	readonly name: string;
}

const constraintKinds = {p: 'primary key', u: 'unique', x: 'exclusion'} as const;

/**
 * pg_get_indexdef(index, n, true) gives a column's name or expression only; its collation, operator class and order are
 * added here where they are not the default, as the whole definition prints them. indoption: bit 1 is DESC, bit 2 NULLS FIRST, and nothing
 * where the method has no order. A plain column's name is taken from its table: among thousands of indexes that is quicker.
 */
const keyColumns = sql<string[]>`array(
	select case when a.attname is null then pg_catalog.pg_get_indexdef(i.indexrelid, n, true) else pg_catalog.quote_ident(a.attname) end
		|| case when i.indcollation[n - 1] not in (0, coalesce(nullif(a.attcollation, 0), t.typcollation, 0))
			then ' COLLATE ' || pg_catalog.quote_ident(l.collname) else '' end
		|| case when o.opcdefault then '' else ' ' || pg_catalog.quote_ident(o.opcname) end
		|| case when i.indoption[n - 1] & 3 = 1 then ' DESC NULLS LAST'
			when i.indoption[n - 1] & 3 = 2 then ' NULLS FIRST'
			when i.indoption[n - 1] & 3 = 3 then ' DESC'
			else '' end
	from pg_catalog.generate_series(1, i.indnkeyatts::int) as n
	join pg_catalog.pg_opclass as o on o.oid = i.indclass[n - 1]
	left join pg_catalog.pg_collation as l on l.oid = i.indcollation[n - 1]
	left join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[n - 1] and a.attnum > 0
	left join pg_catalog.pg_attribute as x on x.attrelid = i.indexrelid and x.attnum = n
	left join pg_catalog.pg_type as t on t.oid = x.atttypid
	order by n)::text[]`;

const includedColumns = sql<string[]>`array(
	select pg_catalog.pg_get_indexdef(i.indexrelid, n, true)
	from pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts::int) as n
	order by n)::text[]`;

/**
 * Every index of the user's tables, or of the given ones, by schema, table and name; one round trip. Names are as in
 * pg_class, unquoted. Whoever may connect may read this: rights on the tables are not needed.
 */
export async function listIndexes(session: Session, tables?: readonly TableName[]): Promise<readonly IndexState[]> {
	if (tables?.length === 0) {
		return [];
	}

	const rows = await typed<CatalogTables>(session)
		.selectFrom('pg_catalog.pg_index as i')
		.innerJoin('pg_catalog.pg_class as c', 'c.oid', 'i.indexrelid')
		.innerJoin('pg_catalog.pg_class as r', 'r.oid', 'i.indrelid')
		.innerJoin('pg_catalog.pg_namespace as s', 's.oid', 'r.relnamespace')
		.innerJoin('pg_catalog.pg_am as m', 'm.oid', 'c.relam')
		.leftJoin('pg_catalog.pg_constraint as k', join => join.onRef('k.conindid', '=', 'i.indexrelid').on('k.contype', 'in', Object.keys(constraintKinds)))
		.leftJoin('pg_catalog.pg_stat_user_indexes as u', 'u.indexrelid', 'i.indexrelid')
		.select([
			'c.oid', 'c.relname as name', 's.nspname as schema', 'r.relname as table', 'm.amname as method',
			'i.indisunique as unique', 'k.conname', 'k.contype', 'u.idx_scan as scans',
			sql<number | null>`(select h.inhparent from pg_catalog.pg_inherits as h where h.inhrelid = i.indexrelid)`.as('parentOid'),
			keyColumns.as('columns'),
			includedColumns.as('include'),
			sql<string | null>`pg_catalog.pg_get_expr(i.indpred, i.indrelid, true)`.as('predicate'),
			sql<boolean>`i.indisvalid and i.indisready`.as('valid'),
			sql<number | null>`pg_catalog.pg_relation_size(i.indexrelid)`.as('bytes'),
			sql<string>`pg_catalog.pg_get_indexdef(i.indexrelid)`.as('definition'),
		])
		.where('s.nspname', 'not in', ['pg_catalog', 'information_schema'])
		.where('s.nspname', 'not like', 'pg\\_%')
		.$if(tables !== undefined, query => query.where(on => on.or((tables ?? []).map(({schema, name}) =>
			on.and([on('s.nspname', '=', schema), on('r.relname', '=', name)])))))
		.orderBy('s.nspname')
		.orderBy('r.relname')
		.orderBy('c.relname')
		.execute();

	return rows.map(({conname, contype, ...row}) => ({
		...row,
		built: true,
		constraint: constraintOf(conname, contype),
		why: null,
		priority: null,
	}));
}

function constraintOf(name: string | null, contype: string | null): IndexState['constraint'] {
	if (name === null || (contype !== 'p' && contype !== 'u' && contype !== 'x')) {
		return null;
	}

	return {name, kind: constraintKinds[contype]};
}
