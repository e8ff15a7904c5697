import type {Session} from './session.ts';

/** An index as it is at this moment, with all that speaks against dropping it. */
export interface IndexNow {
	readonly oid: number;
	readonly schema: string;
	readonly table: string;
	readonly definition: string;
	/** indisvalid, indisready and indislive: a failed or interrupted CONCURRENTLY leaves one that is not. */
	readonly valid: boolean;
	/** Constraints that rest on it: its own, and foreign keys elsewhere. */
	readonly constraints: readonly string[];
	readonly replicaIdentity: boolean;
	/** CLUSTER goes by it. */
	readonly clustered: boolean;
	/** The oid of the partitioned table's index that it is a part of; null for one that stands alone. */
	readonly whole: number | null;
	/** It is the index of a partitioned table: a frame for those of the partitions, and not valid before each has one. */
	readonly partitioned: boolean;
	/** The current user may drop it. */
	readonly owned: boolean;
}

/** null where the schema has no index of that name. */
export async function readIndexNow(session: Pick<Session, 'query'>, schema: string, name: string): Promise<IndexNow | null> {
	const [row] = await session.query(`
		select c.oid, n.nspname as schema, r.relname as table, pg_catalog.pg_get_indexdef(c.oid) as definition,
			i.indisvalid and i.indisready and i.indislive as valid, i.indisreplident as replica, i.indisclustered as clustered,
			(select h.inhparent from pg_catalog.pg_inherits as h where h.inhrelid = c.oid)::int8 as whole, c.relkind = 'I' as partitioned,
			pg_catalog.pg_has_role(r.relowner, 'USAGE') as owned,
			array(select k.conname::text from pg_catalog.pg_constraint as k where k.conindid = c.oid order by 1) as constraints
		from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		join pg_catalog.pg_index as i on i.indexrelid = c.oid
		join pg_catalog.pg_class as r on r.oid = i.indrelid
		where n.nspname = $1 and c.relname = $2`, [schema, name]);
	if (row === undefined) {
		return null;
	}

	const constraints = row['constraints'];
	return {
		oid: Number(row['oid']),
		schema: String(row['schema']),
		table: String(row['table']),
		definition: String(row['definition']),
		valid: row['valid'] === true,
		constraints: Array.isArray(constraints) ? constraints.map(constraint => String(constraint)) : [],
		replicaIdentity: row['replica'] === true,
		clustered: row['clustered'] === true,
		whole: row['whole'] === null ? null : Number(row['whole']),
		partitioned: row['partitioned'] === true,
		owned: row['owned'] === true,
	};
}

/** What the index of this oid on this table is called; null where there is none. */
export async function readIndexName(session: Pick<Session, 'query'>, oid: number, schema: string, table: string): Promise<string | null> {
	const [row] = await session.query(`
		select c.relname as name
		from pg_catalog.pg_class as c
		join pg_catalog.pg_index as i on i.indexrelid = c.oid
		join pg_catalog.pg_class as r on r.oid = i.indrelid
		join pg_catalog.pg_namespace as n on n.oid = r.relnamespace
		where c.oid = $1 and n.nspname = $2 and r.relname = $3`, [oid, schema, table]);
	return row === undefined ? null : String(row['name']);
}
