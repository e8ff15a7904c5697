import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {Session} from '../database/session.ts';
import type {UniverseIndex} from './index-universe.ts';

/** What stands after USING in an index's definition, as Postgres prints it: method, columns, options, predicate. Of those that are built, be it in the open transaction. */
export async function readIndexMethods(session: Pick<Session, 'query'>, indexes: readonly UniverseIndex[]): Promise<ReadonlyMap<string, string>> {
	const names = indexes.map(({schema, name}) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
	const rows = await session.query(`
		select n.at::int as at, pg_catalog.pg_get_indexdef(i.indexrelid) as definition, case when i.indisunique then 'UNIQUE ' else '' end as kind,
			pg_catalog.quote_ident(c.relname) as index, pg_catalog.quote_ident(s.nspname) as schema, pg_catalog.quote_ident(t.relname) as table
		from pg_catalog.json_array_elements_text($1::json) with ordinality as n (name, at)
		join pg_catalog.pg_index as i on i.indexrelid = pg_catalog.to_regclass(n.name)
		join pg_catalog.pg_class as c on c.oid = i.indexrelid
		join pg_catalog.pg_class as t on t.oid = i.indrelid
		join pg_catalog.pg_namespace as s on s.oid = t.relnamespace`, [JSON.stringify(names)]);
	const methods = new Map<string, string>();
	for (const {at, definition, kind, index, schema, table} of rows) {
		const key = indexes[Number(at) - 1]?.key;
		// ONLY of a partitioned table's; without its schema where the search path leads there.
		const start = ['', 'ONLY '].flatMap(only => ['', `${String(schema)}.`].map(where => `CREATE ${String(kind)}INDEX ${String(index)} ON ${only}${where}${String(table)} USING `))
			.find(prefix => String(definition).startsWith(prefix));
		if (key !== undefined && start !== undefined) {
			methods.set(key, String(definition).slice(start.length));
		}
	}

	return methods;
}
