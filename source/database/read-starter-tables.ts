import type {Session} from './session.ts';

/** The first key of an index, from which a query that it serves can be made. */
export interface StarterIndex {
	readonly name: string;
	/** btree, gin ... */
	readonly method: string;
	/** The column quoted, or the expression in parentheses, as SQL has it. */
	readonly key: string;
	/** Of what type the operator class is: `text`, `anyarray`, `tsvector` ... */
	readonly input: string;
	/** The WHERE of a partial index. */
	readonly predicate: string | null;
	/** The columns that INCLUDE adds to a single key, quoted, with that key; null without any. */
	readonly covered: readonly string[] | null;
}

/** A table as far as simple queries need it. Names are unquoted, `columns` are quoted. */
export interface StarterTable {
	readonly schema: string;
	readonly name: string;
	/** Its name alone leads to it. */
	readonly visible: boolean;
	/** Those that the current user may SELECT. */
	readonly columns: readonly string[];
	/** He may SELECT all of them. */
	readonly readable: boolean;
	readonly primaryKey: readonly string[];
	readonly foreignKeys: ReadonlyArray<{readonly columns: readonly string[]; readonly to: string}>;
	/** Those that back no constraint, the most used first. */
	readonly indexes: readonly StarterIndex[];
}

const columnsOf = (positions: string, table: string) => `array(select pg_catalog.quote_ident(a.attname)
	from pg_catalog.unnest(${positions}) with ordinality as key (attnum, at)
	join pg_catalog.pg_attribute as a on a.attrelid = ${table} and a.attnum = key.attnum order by key.at)`;

/** Partitions are left out, as they are asked through their table. That has no reltuples of its own before PostgreSQL 14. */
const tables = `select n.nspname as schema, c.relname as name, pg_catalog.pg_table_is_visible(c.oid) as visible,
	pg_catalog.to_jsonb(array(select pg_catalog.quote_ident(a.attname) from pg_catalog.pg_attribute as a
		where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') order by a.attnum)) as columns,
	pg_catalog.has_schema_privilege(n.oid, 'USAGE') as usable, pg_catalog.has_table_privilege(c.oid, 'SELECT') as readable,
	pg_catalog.to_jsonb(coalesce((select ${columnsOf('k.conkey', 'k.conrelid')} from pg_catalog.pg_constraint as k where k.conrelid = c.oid and k.contype = 'p'), '{}')) as primary_key,
	(select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('columns', ${columnsOf('k.conkey', 'k.conrelid')}, 'to', r.relname) order by k.conname), '[]')
		from pg_catalog.pg_constraint as k join pg_catalog.pg_class as r on r.oid = k.confrelid
		where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0) as foreign_keys,
	(select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
			'name', x.relname, 'method', m.amname,
			'key', case when i.indkey[0] = 0 then '(' || pg_catalog.pg_get_indexdef(i.indexrelid, 1, true) || ')' else pg_catalog.pg_get_indexdef(i.indexrelid, 1, true) end,
			'input', pg_catalog.format_type(o.opcintype, null),
			'predicate', pg_catalog.pg_get_expr(i.indpred, i.indrelid, true),
			'covered', case when i.indnatts > i.indnkeyatts and i.indkey[0] > 0 then ${columnsOf('i.indkey', 'i.indrelid')} end
		) order by coalesce(u.idx_scan, 0) desc, x.relname), '[]')
		from pg_catalog.pg_index as i
		join pg_catalog.pg_class as x on x.oid = i.indexrelid
		join pg_catalog.pg_am as m on m.oid = x.relam
		join pg_catalog.pg_opclass as o on o.oid = i.indclass[0]
		left join pg_catalog.pg_stat_user_indexes as u on u.indexrelid = i.indexrelid
		where i.indrelid = c.oid and i.indisvalid and not exists (select from pg_catalog.pg_constraint as k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))) as indexes
	from pg_catalog.pg_class as c
	join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
	where c.relkind in ('r', 'p', 'm') and not c.relispartition
		and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
	order by case when c.relkind = 'p'
		then (select coalesce(sum(greatest(l.reltuples, 0)), 0) from pg_catalog.pg_partition_tree(c.oid) as t join pg_catalog.pg_class as l on l.oid = t.relid where t.isleaf)
		else c.reltuples end desc, n.nspname, c.relname`;

/** The user's tables and materialised views, those with the most rows first. Needs no right on them. */
export async function readStarterTables(session: Pick<Session, 'query'>): Promise<readonly StarterTable[]> {
	return (await session.query(tables)).map((row): StarterTable => {
		const isUsable = row['usable'] === true;
		return {
			schema: String(row['schema']),
			name: String(row['name']),
			visible: row['visible'] === true,
			columns: isUsable ? textsOf(row['columns']) : [],
			readable: isUsable && row['readable'] === true,
			primaryKey: textsOf(row['primary_key']),
			foreignKeys: recordsOf(row['foreign_keys']).map(key => ({columns: textsOf(key['columns']), to: String(key['to'])})),
			indexes: recordsOf(row['indexes']).map(index => ({
				name: String(index['name']),
				method: String(index['method']),
				key: String(index['key']),
				input: String(index['input']),
				predicate: typeof index['predicate'] === 'string' ? index['predicate'] : null,
				covered: Array.isArray(index['covered']) ? textsOf(index['covered']) : null,
			})),
		};
	});
}

function textsOf(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

function recordsOf(value: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return Array.isArray(value) ? value.filter((each): each is Readonly<Record<string, unknown>> => typeof each === 'object' && each !== null) : [];
}
