import {groupBy} from '../text/group-by.ts';
import {sanitise} from '../text/plain.ts';

/** An index that somebody dropped or renamed while others were looked at. */
export interface GoneIndex {
	readonly key: string;
	readonly schema: string;
	readonly table: string;
	/** Its table went, too. */
	readonly withTable: boolean;
}

/** What went meanwhile, and that nothing here counts on it; a sentence for each table, and one for all other indexes. */
export function goneSentences(gone: readonly GoneIndex[]): readonly string[] {
	const keys = (some: readonly GoneIndex[]) => some.map(({key}) => sanitise(key)).join(', ');
	const tables = [...groupBy(gone.filter(({withTable}) => withTable), ({schema, table}) => `${schema}.${table}`)];
	const others = gone.filter(({withTable}) => !withTable);
	return [
		...tables.map(([table, some]) => `The table ${sanitise(table.replace(/^public\./, ''))} went meanwhile, dropped or renamed by somebody else, and with it ${keys(some)}: everything here is without ${some.length === 1 ? 'it' : 'them'}.`),
		...(others.length === 0 ? [] : [`${keys(others)} went meanwhile, dropped or renamed by somebody else: everything here is without ${others.length === 1 ? 'it' : 'them'}.`]),
	];
}

/** What went when it was too late to begin anew. */
export function lateSentences(late: ReadonlyArray<Pick<GoneIndex, 'key'>>): readonly string[] {
	return late.length === 0 ? [] : [`${late.map(({key}) => sanitise(key)).join(', ')} went after ${late.length === 1 ? 'it was' : 'they were'} planned with, dropped or renamed by somebody else: what is said of ${late.length === 1 ? 'it' : 'them'} is of before.`];
}
