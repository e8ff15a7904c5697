import type {Session} from '../database/session.ts';
import {theCopyTableNames} from './the-copy-mark.ts';

/** Which names of The Copy's tables lead somewhere, as `schema.name`, and which lead nowhere. */
export interface TheCopyParts {
	readonly found: readonly string[];
	readonly missing: readonly string[];
}

export async function theCopyParts(session: Session): Promise<TheCopyParts> {
	const rows = await session.query(`
		select name, n.nspname as schema
		from pg_catalog.unnest(pg_catalog.string_to_array($1, ',')) with ordinality as wanted (name, at)
		left join pg_catalog.pg_class as c on c.oid = pg_catalog.to_regclass(pg_catalog.quote_ident(name))
		left join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		order by at`, [theCopyTableNames.join(',')]);
	return {
		found: rows.filter(row => row['schema'] !== null).map(row => `${String(row['schema'])}.${String(row['name'])}`),
		missing: rows.filter(row => row['schema'] === null).map(row => String(row['name'])),
	};
}

/** `Some tables here have names of The Copy's (public.users), and others are missing (projects, shots)`. */
export function partsText({found, missing}: TheCopyParts): string {
	return `Some tables here have names of The Copy's (${found.join(', ')}), and others are missing (${missing.join(', ')})`;
}
