import type {Session} from './session.ts';

/**
 * Of tables' rows without their indexes, or of indexes, in the same order; null where one is not there. Those of partitioned tables have no pages of their own: with
 * all that are below them. Without a schema: the one that the search path leads to.
 */
export async function relationBytes(session: Pick<Session, 'query'>, relations: ReadonlyArray<{readonly schema: string | null; readonly name: string}>): Promise<ReadonlyArray<number | null>> {
	const rows = await session.query(`with recursive family (at, oid) as (
		select asked.at, c.oid from pg_catalog.json_array_elements($1::json) with ordinality as asked (relation, at)
		join pg_catalog.pg_class as c on c.relname = asked.relation ->> 'name'
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace and case when asked.relation ->> 'schema' is null then pg_catalog.pg_table_is_visible(c.oid) else n.nspname = asked.relation ->> 'schema' end
		union all select f.at, i.inhrelid from family as f join pg_catalog.pg_inherits as i on i.inhparent = f.oid
	) select at::int4 as at, sum(pg_catalog.pg_relation_size(oid))::float8 as bytes from family group by at`, [JSON.stringify(relations.map(({schema, name}) => ({schema, name})))]);
	const sizes = new Map(rows.map(({at, bytes}) => [at, bytes]));
	return relations.map((_, at) => {
		const bytes = sizes.get(at + 1);
		return typeof bytes === 'number' ? bytes : null;
	});
}
