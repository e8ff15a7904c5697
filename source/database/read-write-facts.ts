import {sql} from 'kysely';
import type {Session} from './session.ts';
import {typed} from './typed.ts';
import type {WriteFacts} from './write-facts.ts';

/** What a table's rows are made of, and how many there are; null where there is none of that name. */
export async function readWriteFacts(session: Session, schema: string, table: string): Promise<WriteFacts | null> {
	const {rows: [facts]} = await sql<WriteFacts>`
		select n.nspname as schema, c.relname as name, c.relkind::text as kind,
			coalesce(parts.rows, greatest(c.reltuples, 0))::float8 as rows, coalesce(parts.bytes, pg_catalog.pg_table_size(c.oid))::float8 as bytes,
			coalesce((select option_value::int from pg_catalog.pg_options_to_table(c.reloptions) where option_name = 'fillfactor'), 100) as fillfactor,
			(select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', a.attname, 'generated', case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end) order by a.attnum), '[]')
				from pg_catalog.pg_attribute as a left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
				where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
			(select coalesce(pg_catalog.jsonb_agg(array(
				select distinct a.attname from pg_catalog.pg_attribute as a where a.attrelid = c.oid and (a.attnum = any((i.indkey::int2[])[0:i.indnkeyatts - 1])
					or exists (select from pg_catalog.pg_depend as d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = i.indexrelid and d.refobjid = c.oid and d.refobjsubid = a.attnum and i.indexprs is not null)) order by 1
				)), '[]') from pg_catalog.pg_index as i where i.indrelid = c.oid and i.indisunique) as uniques
		from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		left join lateral (
			select pg_catalog.sum(greatest(p.reltuples, 0)) as rows, pg_catalog.sum(pg_catalog.pg_table_size(p.oid)) as bytes
			from pg_catalog.pg_partition_tree(c.oid) as t join pg_catalog.pg_class as p on p.oid = t.relid where t.isleaf and c.relkind = 'p'
		) as parts on true
		where n.nspname = ${schema} and c.relname = ${table}`.execute(typed(session));
	return facts ?? null;
}
