import type {PlanNode} from '../plan/plan.ts';
import {groupBy} from '../text/group-by.ts';
import type {TableFacts} from './context.ts';
import type {Scene} from './scene.ts';

const byName = new WeakMap<readonly TableFacts[], ReadonlyMap<string, readonly TableFacts[]>>();

/** Thousands of partitions are asked about, of thousands of tables. */
function tablesNamed(tables: readonly TableFacts[], name: string): readonly TableFacts[] {
	const known = byName.get(tables) ?? groupBy(tables, ({name: own}) => own);
	byName.set(tables, known);
	return known.get(name) ?? [];
}

/** The partitioned table that the node reads a partition of; null when it is none, or nobody knows. */
export function partitionedTable({context: {tables = []}}: Scene, {relation, schema}: PlanNode): NonNullable<TableFacts['partitionOf']> | null {
	const meant = relation === null ? [] : tablesNamed(tables, relation).filter(facts => schema === null || facts.schema === null || facts.schema === schema);
	return meant.length === 1 ? meant[0]?.partitionOf ?? null : null;
}

/** The same of several: null unless they are all partitions of one table. */
export function commonTable(scene: Scene, nodes: readonly PlanNode[]): NonNullable<TableFacts['partitionOf']> | null {
	const [first = null, ...others] = nodes.map(node => partitionedTable(scene, node));
	return others.every(other => other?.name === first?.name && other?.schema === first?.schema) ? first : null;
}
