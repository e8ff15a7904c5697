import type {NativeEngine} from '../support/engines.ts';

/** A user who owns the tables of a database, and is nothing else; and nobody said that others do not need them. */
export async function ownerOf(native: NativeEngine, database: string): Promise<string> {
	const role = `${database}_owner`;
	await native.server.run(`create role ${role} login`);
	// Who builds an index creates a relation. Since 15 not everybody may.
	await native.server.run(`grant create on schema public to ${role}`, database);
	await native.server.run(`do $$ declare t regclass; begin
		for t in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
			execute format('alter table %s owner to ${role}', t);
		end loop;
	end $$; comment on table projects is null`, database);
	return role;
}
