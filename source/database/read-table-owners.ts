import type {Session} from './session.ts';

/** The roles, superusers aside, that own tables of the users' and that the current user is not a member of; those with most tables first. */
export async function readTableOwners(session: Session): Promise<readonly string[]> {
	const rows = await session.query(`select pg_catalog.pg_get_userbyid(c.relowner)::text as owner
		from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p', 'm') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
			and not pg_catalog.pg_has_role(c.relowner, 'USAGE')
			and not exists (select from pg_catalog.pg_roles as r where r.oid = c.relowner and r.rolsuper)
		group by c.relowner order by count(*) desc, 1`);
	return rows.map(({owner}) => String(owner));
}
