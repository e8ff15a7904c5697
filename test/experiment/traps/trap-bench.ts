import type {IndexConfiguration} from '../../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../../source/database/list-indexes.ts';
import type {Session} from '../../../source/database/session.ts';
import {type IndexUniverse, indexUniverse} from '../../../source/experiment/index-universe.ts';
import type {Subject} from '../../../source/experiment/run.ts';
import type {Workbench} from '../../../source/experiment/workbench.ts';

export const limits = {statementMs: 30_000};

/** Every index of the database, the user owning the tables. */
export async function universeOf(session: Session): Promise<IndexUniverse> {
	const indexes = await listIndexes(session);
	return indexUniverse(indexes, [], [], indexes.map(({schema, table}) => ({schema, name: table, owned: true})));
}

/** The database as it is, with these indexes switched off. */
export function without({asBuilt}: IndexUniverse, ...names: readonly string[]): IndexConfiguration {
	return {...asBuilt, on: new Set([...asBuilt.on].filter(name => !names.includes(name)))};
}

export function subjectOf(sql: string): Subject {
	return {entry: 'trap', sql, parameters: [], file: 'queries/trap.sql', line: 4};
}

/** Something that is done under a configuration and then rolled back, whatever became of it. */
export async function once<T>(bench: Workbench, configuration: IndexConfiguration, work: Parameters<typeof bench.under<T>>[2], mayWrite?: true): Promise<T> {
	try {
		return await bench.under(configuration, mayWrite === undefined ? limits : {...limits, mayWrite}, work);
	} finally {
		await bench.rest();
	}
}
