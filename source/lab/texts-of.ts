import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';

/** Every statement that stands on a card: the query, or an operation's steps, and what finds their values. */
export function textsOf(entry: CatalogEntry | OperationEntry): readonly string[] {
	const own = entry.kind === 'QueryEntry'
		? [entry.sql]
		: [...[entry.chain, ...entry.rewrites].flatMap(({steps}) => steps.map(({sql}) => sql)), ...entry.cases.map(({sql}) => sql)];
	return [...own, ...entry.parameters.flatMap(({sampleSql}) => sampleSql ?? [])];
}
