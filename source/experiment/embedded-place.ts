import type {DatabaseName} from './run-record.ts';

const prefix = 'steps ';

/** The key of the embedded database that the steps share: its folder is the database. */
export function embeddedPlace(folder: string): string {
	return `${prefix}${folder}`;
}

/** null for a server's database. */
export function folderOfPlace({key}: Pick<DatabaseName, 'key'>): string | null {
	return key.startsWith(prefix) ? key.slice(prefix.length) : null;
}
