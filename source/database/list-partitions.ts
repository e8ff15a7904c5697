import type {Session} from './session.ts';

/** A partition of a partitioned table. */
export interface Partition {
	readonly schema: string;
	readonly name: string;
	/** It has partitions itself. */
	readonly partitioned: boolean;
	/** Its rows are elsewhere: there is nothing to index. */
	readonly foreign: boolean;
	/** The current user may create its indexes. */
	readonly owned: boolean;
	/** Its part of the partitioned table's index of the oid that was asked for; null where it has none. */
	readonly part: {readonly name: string; readonly valid: boolean} | null;
}

/** The partitions of one level, by name. @param index - the oid of an index of the partitioned table; null where there is none */
export async function listPartitions(session: Pick<Session, 'query'>, {schema, name}: {readonly schema: string; readonly name: string}, index: number | null): Promise<readonly Partition[]> {
	const rows = await session.query(`
		select n.nspname as schema, c.relname as name, c.relkind = 'p' as partitioned, c.relkind = 'f' as foreign, pg_catalog.pg_has_role(c.relowner, 'USAGE') as owned,
			part.relname as part, part.indisvalid as valid
		from pg_catalog.pg_class as above
		join pg_catalog.pg_namespace as s on s.oid = above.relnamespace
		join pg_catalog.pg_inherits as h on h.inhparent = above.oid
		join pg_catalog.pg_class as c on c.oid = h.inhrelid
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		left join (
			select i.indrelid, k.relname, i.indisvalid
			from pg_catalog.pg_index as i
			join pg_catalog.pg_class as k on k.oid = i.indexrelid
			join pg_catalog.pg_inherits as w on w.inhrelid = i.indexrelid
			where w.inhparent = $3::int8::oid
		) as part on part.indrelid = c.oid
		where s.nspname = $1 and above.relname = $2 and above.relkind = 'p'
		order by c.relname`, [schema, name, index]);
	return rows.map(row => ({
		schema: String(row['schema']),
		name: String(row['name']),
		partitioned: row['partitioned'] === true,
		foreign: row['foreign'] === true,
		owned: row['owned'] === true,
		part: typeof row['part'] === 'string' ? {name: row['part'], valid: row['valid'] === true} : null,
	}));
}
