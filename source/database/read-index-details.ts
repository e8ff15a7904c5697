import type {Session} from './session.ts';

/** What is to be known of an index before it is dropped or built again, and pg_get_indexdef does not say. */
export interface IndexDetails {
	readonly oid: number;
	/** pg_get_indexdef, at this moment. */
	readonly definition: string;
	readonly valid: boolean;
	/** Of a partitioned table. */
	readonly partitioned: boolean;
	readonly replicaIdentity: boolean;
	/** CLUSTER goes by it. */
	readonly clustered: boolean;
	/** Foreign keys elsewhere that rest on it. */
	readonly foreignKeys: readonly string[];
	/** Its table is a materialised view. */
	readonly materialised: boolean;
	/** null: the database's. */
	readonly tablespace: string | null;
	readonly comment: string | null;
	/** Columns whose ALTER INDEX ... SET STATISTICS is not the default. */
	readonly statistics: ReadonlyArray<{readonly column: number; readonly target: number}>;
}

/** By oid, those of the given ones that are still there; one round trip, no right but to connect. attstattarget is NULL for the default from 17 on, -1 before. */
export async function readIndexDetails(session: Pick<Session, 'query'>, oids: readonly number[]): Promise<ReadonlyMap<number, IndexDetails>> {
	const rows = await session.query(`
		select c.oid::int8 as oid, pg_catalog.pg_get_indexdef(c.oid) as definition, i.indisvalid and i.indisready and i.indislive as valid,
			c.relkind = 'I' as partitioned, i.indisreplident as identity, i.indisclustered as clustered, r.relkind = 'm' as materialised,
			s.spcname::text as tablespace, pg_catalog.obj_description(c.oid, 'pg_class') as comment,
			array(select k.conname::text from pg_catalog.pg_constraint as k where k.conindid = c.oid and k.contype = 'f' and k.conparentid = 0 order by 1) as keys,
			array(select a.attnum::int4 from pg_catalog.pg_attribute as a where a.attrelid = c.oid and a.attstattarget >= 0 order by a.attnum) as columns,
			array(select a.attstattarget::int4 from pg_catalog.pg_attribute as a where a.attrelid = c.oid and a.attstattarget >= 0 order by a.attnum) as targets
		from pg_catalog.pg_class as c
		join pg_catalog.pg_index as i on i.indexrelid = c.oid
		join pg_catalog.pg_class as r on r.oid = i.indrelid
		left join pg_catalog.pg_tablespace as s on s.oid = c.reltablespace
		where c.oid = any($1::int8[])`, [`{${oids.join(',')}}`]);
	return new Map(rows.map(row => {
		const targets = listOf(row['targets']);
		const details: IndexDetails = {
			oid: Number(row['oid']),
			definition: String(row['definition']),
			valid: row['valid'] === true,
			partitioned: row['partitioned'] === true,
			replicaIdentity: row['identity'] === true,
			clustered: row['clustered'] === true,
			foreignKeys: listOf(row['keys']).map(String),
			materialised: row['materialised'] === true,
			tablespace: textOf(row['tablespace']),
			comment: textOf(row['comment']),
			statistics: listOf(row['columns']).map((column, at) => ({column: Number(column), target: Number(targets[at])})),
		};
		return [details.oid, details];
	}));
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
