import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {Session} from '../database/session.ts';
import type {UniverseIndex} from './index-universe.ts';

/** Oids of an index that the open transaction built, and of its parts on partitions, all levels down. */
export async function readBuiltOids(session: Pick<Session, 'query'>, {schema, name}: Pick<UniverseIndex, 'schema' | 'name'>): Promise<readonly number[]> {
	const rows = await session.query(`with recursive family (oid) as (
		select pg_catalog.to_regclass($1)::oid
		union all select i.inhrelid from family as f join pg_catalog.pg_inherits as i on i.inhparent = f.oid
	) select oid from family where oid is not null`, [`${quoteIdentifier(schema)}.${quoteIdentifier(name)}`]);
	return rows.map(({oid}) => Number(oid));
}
