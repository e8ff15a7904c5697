import type {IndexDefinition} from '../catalog/catalog-entry.ts';
import type {Session} from '../database/session.ts';
import {schemaStatements} from './the-copy-statements.ts';

/** Something of somebody's under a name that setting up The Copy needs. */
export interface TakenName {
	readonly name: string;
	/** `the index app.idx_shots_scene_id on app.shots`, `the view app.users_pkey`. */
	readonly what: string;
}

const kinds: Readonly<Record<string, string>> = {
	r: 'table', p: 'partitioned table', i: 'index', I: 'partitioned index', S: 'sequence', v: 'view', m: 'materialised view', c: 'composite type', f: 'foreign table', t: 'TOAST table',
};

/** Names of the keys' indexes, which Postgres takes from their constraints; a foreign key has none. */
function keyNames(): readonly string[] {
	return schemaStatements().constraints.flatMap(sql => /add constraint (\w+) (?:primary key|unique)/.exec(sql)?.[1] ?? []);
}

/**
 * Which of the names are taken where The Copy goes: in the schema that CREATE leads to, or that its tables are in already. An index shares its names with
 * tables, views and sequences. `keys`: those of its primary keys and UNIQUE constraints, too.
 */
export async function namesTaken(session: Session, indexes: readonly IndexDefinition[], {keys}: {readonly keys: boolean}): Promise<readonly TakenName[]> {
	const names = [...(keys ? keyNames() : []), ...indexes.map(({name}) => name)];
	const rows = await session.query(`
		select c.relname as name, c.relkind as kind, n.nspname as schema, t.relname as table
		from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		left join pg_catalog.pg_index as i on i.indexrelid = c.oid
		left join pg_catalog.pg_class as t on t.oid = i.indrelid
		where c.relname = any (pg_catalog.string_to_array($1, ','))
			and c.relnamespace = coalesce((select relnamespace from pg_catalog.pg_class where oid = pg_catalog.to_regclass('projects')), pg_catalog.current_schema()::pg_catalog.regnamespace)
		order by 1`, [names.join(',')]);
	return rows.map(row => ({
		name: String(row['name']),
		what: `the ${kinds[String(row['kind'])] ?? 'relation'} ${String(row['schema'])}.${String(row['name'])}${typeof row['table'] === 'string' ? ` on ${String(row['schema'])}.${row['table']}` : ''}`,
	}));
}
