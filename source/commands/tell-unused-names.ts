import type {Settings, Surface} from './settings.ts';

const places = ['DATABASE_URL', 'PGSERVICE', 'PGHOST', 'PGHOSTADDR', 'PGDATABASE'];

/** A user or a port alone name no server: whoever set them may have meant one all the same. */
export function tellUnusedNames({databaseUrl}: Pick<Settings, 'databaseUrl'>, {env, tell}: Pick<Surface, 'env' | 'tell'>): void {
	const set = ['PGUSER', 'PGPORT'].filter(name => env[name]);
	if (set.length > 0 && databaseUrl === undefined && places.every(name => !env[name])) {
		tell(`${set.join(' and ')} alone ${set.length === 1 ? 'names' : 'name'} no server, so this is an embedded database: PGHOST, PGDATABASE, PGSERVICE or DATABASE_URL name one.`);
	}
}
