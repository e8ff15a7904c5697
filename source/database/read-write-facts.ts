import {sql} from 'kysely';
import type {Session} from './session.ts';
import {typed} from './typed.ts';
import type {WriteFacts} from './write-facts.ts';

/** Of defaults: values that no row has yet. */
const freshDefault = '\\m(nextval|gen_random_uuid|uuid_generate_v[1-4]|uuidv[47])\\M';

/** What stands in the way of writing a table, and its columns; null where there is none of that name. */
export async function readWriteFacts(session: Session, schema: string, table: string): Promise<WriteFacts | null> {
	const {rows: [facts]} = await sql<WriteFacts>`
		select n.nspname as schema, c.relname as name, c.relkind::text as kind, greatest(c.reltuples, 0)::float8 as rows,
			(select coalesce(jsonb_agg(jsonb_build_object(
				'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull, 'generated', a.attgenerated <> '',
				'fresh', a.attidentity <> '' or coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) ~ ${freshDefault}, false),
				'refers', exists (select from pg_catalog.pg_constraint as k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey))
			) order by a.attnum), '[]')
			from pg_catalog.pg_attribute as a
			left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum and a.attgenerated = ''
			where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
			(select coalesce(jsonb_agg(jsonb_build_object('index', x.relname, 'columns', array(
				select a.attname from pg_catalog.pg_attribute as a
				where a.attrelid = c.oid and a.attnum = any((i.indkey::int2[])[0:i.indnkeyatts - 1]) order by a.attnum
			)) order by x.relname), '[]')
			from pg_catalog.pg_index as i join pg_catalog.pg_class as x on x.oid = i.indexrelid
			where i.indrelid = c.oid and i.indisunique) as uniques,
			array(select k.conname::text from pg_catalog.pg_constraint as k where k.conrelid = c.oid and k.contype = 'x' order by 1)::text[] as exclusions
		from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		where n.nspname = ${schema} and c.relname = ${table}`.execute(typed(session));
	return facts ?? null;
}
