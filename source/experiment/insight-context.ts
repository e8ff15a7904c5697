import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {TableState} from '../database/list-tables.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {InsightContext} from '../insight/context.ts';
import type {IndexUniverse} from './index-universe.ts';

/** What the database knows besides the plan: the indexes that the planner could have used, how old the statistics are, and what refers to what. */
export function insightContext(universe: IndexUniverse, configuration: IndexConfiguration, tables: readonly TableState[], {engine}: ServerFacts, planningMs: number | null): InsightContext {
	return {
		tables,
		planningMs,
		givenSettings: engine === 'pglite' ? ['max_parallel_workers', 'max_parallel_workers_per_gather'] : [],
		indexes: universe.indexes.filter(index => configuration.on.has(index.key)),
		unused: universe.indexes.filter(index => !configuration.on.has(index.key)),
		foreignKeys: tables.flatMap(({schema, name, foreignKeys = []}) => foreignKeys.map(({constraint, columns}) => ({constraint, schema, table: name, columns}))),
	};
}
