import type {TableFacts} from './context.ts';
import type {Scene} from './scene.ts';

/** autovacuum_analyze_threshold and autovacuum_analyze_scale_factor: from here on the server itself holds new statistics to be due. */
const fewestModified = 50;
const modifiedShare = 0.1;

/** Tables of the plan whose statistics are out of date, by their names. */
export function staleTables(scene: Scene): ReadonlyMap<string, TableFacts> {
	const tables = scene.context.tables ?? [];
	const schemas = new Map<string, Set<string | null>>();
	for (const {relation, schema} of tables.length === 0 ? [] : scene.plan.nodes) {
		if (relation !== null) {
			schemas.set(relation, (schemas.get(relation) ?? new Set()).add(schema));
		}
	}

	const stale = tables.filter(({name, schema, modifiedSinceAnalyze, rows}) => {
		const meant = schemas.get(name);
		return meant !== undefined && (schema === null || meant.has(null) || meant.has(schema))
			&& modifiedSinceAnalyze > fewestModified + modifiedShare * Math.max(0, rows);
	});
	return new Map(stale.map(table => [table.name, table]));
}
