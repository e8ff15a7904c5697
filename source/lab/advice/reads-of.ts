import type {ParsedEntry} from './read-statements.ts';

/** Whether an entry reads a table. */
export function readsOf(ready: readonly ParsedEntry[]): (table: {readonly schema: string; readonly name: string}) => boolean {
	const read = new Set(ready.flatMap(({readings}) => readings.map(({relation: {schema, name}}) => `${schema}.${name}`)));
	return ({schema, name}) => read.has(`${schema}.${name}`);
}
