import type {Plan, PlanNode} from './plan.ts';

/** What all nodes of one type, on one table or with one index took together. */
export interface StatisticsRow {
	readonly name: string;
	/** Nodes; those that never ran are left out. */
	readonly count: number;
	/** Summed over the nodes; null without ANALYZE. */
	readonly loops: number | null;
	/** Wall ms of the nodes alone; null when not measured. */
	readonly selfMs: number | null;
	/** The self time of at least one node is not known: selfMs is at least this. */
	readonly incomplete: boolean;
	/** Part of the execution time, 0 to 1; null when not measured. */
	readonly share: number | null;
	/** Rows that came out of the nodes, over all loops; of a table, those that were read from it. null without ANALYZE. */
	readonly rows: number | null;
	/** 8 kB blocks found in memory, shared and local; null without BUFFERS. */
	readonly hit: number | null;
	/** 8 kB blocks that were not, temporary ones included. */
	readonly read: number | null;
}

export type StatisticsKind = 'type' | 'table' | 'index';

export type StatisticsColumn = Exclude<keyof StatisticsRow, 'incomplete'>;

export interface StatisticsSort {
	readonly column: StatisticsColumn;
	readonly descending: boolean;
}

function isInBitmap({nodeType}: PlanNode): boolean {
	return nodeType === 'Bitmap Index Scan' || nodeType === 'BitmapAnd' || nodeType === 'BitmapOr';
}

/** What a bitmap finds, its heap scan reads, and a ModifyTable's rows were read by the scan below it: each row of a table counts once. */
function rowsRead(node: PlanNode): number | null {
	return node.rows.actual !== null && (isInBitmap(node) || node.nodeType === 'ModifyTable') ? 0 : node.rows.actual;
}

/** The tables that nodes work on. A bitmap's index part works for the table of the heap scan above it. */
function tablesOf(plan: Plan): readonly (string | null)[] {
	const schemas = new Map<string, Set<string>>();
	for (const {relation, schema} of plan.nodes) {
		if (relation !== null && schema !== null) {
			schemas.set(relation, (schemas.get(relation) ?? new Set()).add(schema));
		}
	}

	const tables: (string | null)[] = [];
	for (const node of plan.nodes) {
		const {parentId, relation, schema} = node;
		const isAmbiguous = relation !== null && (schemas.get(relation)?.size ?? 0) > 1;
		tables.push(isInBitmap(node) ? tables[parentId ?? -1] ?? null : isAmbiguous && schema !== null ? `${schema}.${relation}` : relation);
	}

	return tables;
}

function sum(nodes: readonly PlanNode[], of: (node: PlanNode) => number | null): number | null {
	let total: number | null = null;
	for (const node of nodes) {
		const value = of(node);
		total = value === null ? total : (total ?? 0) + value;
	}

	return total;
}

function summarise(name: string, nodes: readonly PlanNode[], kind: StatisticsKind, plan: Plan): StatisticsRow {
	const whole = plan.totals.executionMs ?? plan.totals.rootMs;
	const selfMs = sum(nodes, node => node.selfMs);
	return {
		name,
		count: nodes.length,
		loops: sum(nodes, node => node.loops),
		selfMs,
		incomplete: plan.measured === 'times' && nodes.some(node => node.selfMs === null),
		share: selfMs === null || whole === null || whole <= 0 ? null : Math.min(1, Math.max(0, selfMs / whole)),
		rows: sum(nodes, kind === 'table' ? rowsRead : node => node.rows.actual),
		hit: sum(nodes, ({selfBuffers}) => selfBuffers === null ? null : selfBuffers.sharedHit + selfBuffers.localHit),
		read: sum(nodes, ({selfBuffers}) => selfBuffers === null ? null : selfBuffers.sharedRead + selfBuffers.localRead + selfBuffers.tempRead),
	};
}

/** A plan by node type, table or index, in the order in which they first appear. Nodes that never ran are left out. */
export function planStatistics(plan: Plan, kind: StatisticsKind): readonly StatisticsRow[] {
	const tables = kind === 'table' ? tablesOf(plan) : [];
	const groups = new Map<string, PlanNode[]>();
	for (const node of plan.nodes) {
		const name = kind === 'type' ? node.label : kind === 'table' ? tables[node.id] ?? null : node.index;
		if (name !== null && node.executed !== false) {
			const group = groups.get(name);
			if (group === undefined) {
				groups.set(name, [node]);
			} else {
				group.push(node);
			}
		}
	}

	return [...groups].map(([name, nodes]) => summarise(name, nodes, kind, plan));
}

/** Sorted by a column; what is not known comes last either way, and equals keep their order. */
export function sortStatistics(rows: readonly StatisticsRow[], {column, descending}: StatisticsSort): readonly StatisticsRow[] {
	const sign = descending ? -1 : 1;
	return [...rows].sort((x, y) => {
		const a = x[column];
		const b = y[column];
		if (a === null || b === null) {
			return Number(a === null) - Number(b === null);
		}

		return a === b ? 0 : a < b ? -sign : sign;
	});
}
