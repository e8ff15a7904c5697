import {sql} from 'kysely';
import type {CatalogTables} from './catalog-tables.ts';
import {partitionOf} from './partition-of.ts';
import type {Session} from './session.ts';
import {typed} from './typed.ts';

/** A reference of a table's rows to those of another. */
export interface ForeignKey {
	readonly constraint: string;
	/** The referencing columns in the constraint's order, as pg_get_indexdef prints them. */
	readonly columns: readonly string[];
}

/** A table by its names, unquoted. */
export interface TableName {
	readonly schema: string;
	readonly name: string;
}

export interface TableState {
	readonly schema: string;
	readonly name: string;
	/** The current user may DROP its indexes: owns it, or is a member of the role that does. */
	readonly owned: boolean;
	/** pg_stat_user_tables.n_live_tup. */
	readonly rows: number;
	/** n_mod_since_analyze: rows written since the planner's statistics were made. */
	readonly modifiedSinceAnalyze: number;
	/** Columns of varchar and of domains over text: comparisons of them are printed as casts to text, and their indexes serve those. Absent: not asked. */
	readonly varchars?: readonly string[];
	/** What its rows refer to. Absent: not asked. */
	readonly foreignKeys?: readonly ForeignKey[];
	/** The partitioned table that it is a partition of, at whatever level: an index on that is one on each of its partitions. Absent: not asked. */
	readonly partitionOf?: TableName | null;
}

const varchars = sql<string[]>`array(
	select a.attname
	from pg_catalog.pg_attribute as a
	join pg_catalog.pg_type as t on t.oid = a.atttypid
	where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and t.oid <> 'pg_catalog.text'::pg_catalog.regtype
		and coalesce(nullif(t.typbasetype, 0), t.oid) in ('pg_catalog.text'::pg_catalog.regtype, 'pg_catalog.varchar'::pg_catalog.regtype)
	order by a.attnum)::text[]`;

/**
 * A partition's copy of its parent's foreign key is left out: an index on the parent serves it. Not so the copies that stand on the
 * same table, one for each partition of the referenced one: by their names EXPLAIN calls the triggers there.
 */
const foreignKeys = sql<ForeignKey[]>`(
	select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('constraint', k.conname, 'columns', array(
		select pg_catalog.quote_ident(a.attname)
		from pg_catalog.unnest(k.conkey) with ordinality as key (attnum, at)
		join pg_catalog.pg_attribute as a on a.attrelid = k.conrelid and a.attnum = key.attnum
		order by key.at
	)) order by k.conname), '[]')
	from pg_catalog.pg_constraint as k
	left join pg_catalog.pg_constraint as above on above.oid = k.conparentid
	where k.conrelid = c.oid and k.contype = 'f' and (above.oid is null or above.conrelid = k.conrelid)
)`;

/** The user's tables: ordinary and partitioned tables and materialised views outside the system's schemas. */
export async function listTables(session: Session): Promise<readonly TableState[]> {
	const rows = await typed<CatalogTables>(session)
		.selectFrom('pg_catalog.pg_class as c')
		.innerJoin('pg_catalog.pg_namespace as n', 'n.oid', 'c.relnamespace')
		.leftJoin('pg_catalog.pg_stat_user_tables as s', 's.relid', 'c.oid')
		.select([
			'n.nspname as schema',
			'c.relname as name',
			sql<boolean>`pg_catalog.pg_has_role(c.relowner, 'USAGE')`.as('owned'),
			sql<number>`coalesce(s.n_live_tup, 0)`.as('rows'),
			sql<number>`coalesce(s.n_mod_since_analyze, 0)`.as('modifiedSinceAnalyze'),
			varchars.as('varchars'),
			foreignKeys.as('foreignKeys'),
			partitionOf.as('partitionOf'),
		])
		.where('c.relkind', 'in', ['r', 'p', 'm'])
		.where('n.nspname', 'not in', ['pg_catalog', 'information_schema'])
		.where('n.nspname', 'not like', 'pg\\_%')
		.orderBy('n.nspname')
		.orderBy('c.relname')
		.execute();
	return rows;
}
