import type {Buffers, Plan, PlanNode} from '../plan/plan.ts';

/** One number in both plans. */
export interface Figure {
	/** null where Postgres did not say, or where the node is not in that plan. */
	readonly before: number | null;
	readonly after: number | null;
	/** after - before; a node that is not there counts 0. null where one of two nodes does not say. */
	readonly change: number | null;
	/** Rounding alone can explain the change (Postgres prints times to 0.001 ms, and mean rows per loop), or there is none. */
	readonly rounding: boolean;
}

/** What one node took, in both plans. */
export interface Figures {
	/** Wall ms of the node alone. */
	readonly selfMs: Figure;
	/** Rows over all loops and processes. */
	readonly rows: Figure;
	/** 8 kB blocks that the node itself touched: shared and local ones hit or read, temporary ones read or written. */
	readonly blocks: Figure;
	/** after - before of the node's own counters, in 8 kB blocks. */
	readonly buffers: Buffers | null;
}

/** What Postgres says of a node, and says differently in the other plan. `Node Type` stands for the whole label. */
export interface Alteration {
	/** Postgres's key: `Node Type`, `Index Name`, `Index Cond`, `Filter`, `Workers Planned` ... */
	readonly key: string;
	/** null where it is not said. */
	readonly before: string | null;
	readonly after: string | null;
}

/** What became of a node. */
export type NodeChange =
	/** The same node at the same place. */
	| {readonly kind: 'matched'; readonly before: PlanNode; readonly after: PlanNode; readonly alterations: readonly []}
	/** The same role at the same place, done in another way. */
	| {readonly kind: 'changed'; readonly before: PlanNode; readonly after: PlanNode; readonly alterations: readonly Alteration[]}
	/** Under another node, or on the other side of its join; it may have changed too. */
	| {readonly kind: 'moved'; readonly before: PlanNode; readonly after: PlanNode; readonly alterations: readonly Alteration[]}
	| {readonly kind: 'added'; readonly before: null; readonly after: PlanNode; readonly alterations: readonly []}
	| {readonly kind: 'removed'; readonly before: PlanNode; readonly after: null; readonly alterations: readonly []};

/** A node of the tree that both plans make together: shaped as the second plan, with the removed nodes where they were. */
export type DiffNode = NodeChange & {
	/** Position in PlanDiff.nodes, which is pre-order. */
	readonly id: number;
	/** null for a root; there are two when neither plan's root is in the other. */
	readonly parentId: number | null;
	readonly depth: number;
	readonly children: readonly number[];
	readonly figures: Figures;
};

/** Time that belongs to no node (triggers, serialization, executor start), by what it is. */
export interface OutsideChange {
	readonly what: string;
	readonly ms: Figure;
}

/** Two plans of one query, compared. Mirrored when the plans change places: the same pairs, the opposite changes. */
export interface PlanDiff {
	readonly kind: 'PlanDiff';
	readonly before: Plan;
	readonly after: Plan;
	readonly nodes: readonly DiffNode[];
	readonly outside: readonly OutsideChange[];
	readonly totals: {
		readonly planningMs: Figure;
		readonly executionMs: Figure;
		/** Wall ms of the root node. */
		readonly rootMs: Figure;
		/** 8 kB blocks that the whole plan touched. */
		readonly blocks: Figure;
	};
	/** In what the biggest changes are told: self time, blocks where one plan has no times, nothing where one has neither. */
	readonly currency: 'ms' | 'blocks' | 'nothing';
	/** Ids of all nodes that differ in shape or figures, the biggest change first. */
	readonly biggest: readonly number[];
}
