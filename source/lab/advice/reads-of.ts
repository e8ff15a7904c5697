import type {Plan} from '../../plan/plan.ts';
import type {ParsedEntry} from './read-statements.ts';

/** Whether an entry reads a table: one that its statement names, or one that its plan reads, as the partitions are of a table that is named. */
export function readsOf(ready: ReadonlyArray<Pick<ParsedEntry, 'readings'> & {readonly now?: Plan}>): (table: {readonly schema: string; readonly name: string}) => boolean {
	const read = new Set(ready.flatMap(({readings, now}) => [
		...readings.map(({relation: {schema, name}}) => `${schema}.${name}`),
		...now?.nodes.flatMap(({schema, relation}) => relation === null ? [] : [`${schema ?? ''}.${relation}`]) ?? [],
	]));
	return ({schema, name}) => read.has(`${schema}.${name}`);
}
