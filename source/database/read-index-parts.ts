import type {Session} from './session.ts';

/** The parts of a partitioned table's index on the partitions of the next level: names, by the oid of the partition. */
export async function readIndexParts(session: Pick<Session, 'query'>, oid: number): Promise<ReadonlyMap<number, string>> {
	const rows = await session.query(`
		select i.indrelid::int8 as partition, c.relname::text as name
		from pg_catalog.pg_inherits as h
		join pg_catalog.pg_index as i on i.indexrelid = h.inhrelid
		join pg_catalog.pg_class as c on c.oid = i.indexrelid
		where h.inhparent = $1::int8::oid`, [oid]);
	return new Map(rows.map(({partition, name}) => [Number(partition), String(name)]));
}
