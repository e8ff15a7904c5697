import type pg from 'pg';

/** Everything that a flip could have changed and left so: one line a thing, so that a difference says which. */
export async function databasePrint(client: pg.Client): Promise<readonly string[]> {
	const {rows} = await client.query<{line: string}>(`
		select format('index %s: oid %s, file %s, valid %s, ready %s, live %s, row version %s, %s', c.relname, c.oid, c.relfilenode,
			indisvalid, indisready, indislive, i.xmin, pg_get_indexdef(c.oid)) as line
		from pg_index i join pg_class c on c.oid = indexrelid where relnamespace = 'public'::regnamespace
		union all
		select format('constraint %s: oid %s, validated %s, %s', conname, oid, convalidated, pg_get_constraintdef(oid))
		from pg_constraint where connamespace = 'public'::regnamespace
		union all
		select format('relation %s: oid %s, file %s, kind %s', relname, oid, relfilenode, relkind) from pg_class
		where relnamespace in ('public'::regnamespace, 'pg_toast'::regnamespace)
		union all
		select format('%s prepared transactions', count(*)) from pg_prepared_xacts
		order by 1`);
	const tables = await client.query<{name: string}>('select oid::regclass::text as name from pg_class where relkind = \'r\' and relnamespace = \'public\'::regnamespace order by 1');
	const lines = rows.map(row => row.line);
	for (const {name} of tables.rows) {
		const data = await client.query<{line: string}>(`select format('rows of ${name}: %s, checksum %s', count(*), sum(hashtextextended(t::text, 0))) as line from ${name} t`);
		lines.push(...data.rows.map(row => row.line));
	}

	return lines;
}
