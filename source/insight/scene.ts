import {numberAt, objectsAt} from '../plan/json-object.ts';
import type {Buffers, JsonObject, Plan, PlanNode} from '../plan/plan.ts';
import type {InsightContext} from './context.ts';

/** The plan as the rules see it. */
export interface Scene {
	readonly plan: Plan;
	readonly context: InsightContext;
	/** Wall ms of the execution (auto_explain: of the root); null when the nodes were not timed. */
	readonly wholeMs: number | null;
	/** Nodes that were executed: of the others nothing is ever said. */
	readonly ran: readonly PlanNode[];
	/** The same by their type: most rules are about one. */
	readonly byType: ReadonlyMap<string, readonly PlanNode[]>;
}

/** No count and no time of a real plan is larger. */
const incredible = 1e15;

/** The number under `key` when it is a count that can be; null for what is not there, below zero, or beyond all measure. */
export function countAt(object: JsonObject, key: string): number | null {
	const value = numberAt(object, key);
	return value !== null && value >= 0 && value < incredible ? value : null;
}

/** The same of the leader and its workers together: what 18, and VERBOSE before, print beside each other. */
export function sumAt(raw: JsonObject, key: string): number {
	return [raw, ...objectsAt(raw, 'Workers')].reduce((sum, part) => sum + (countAt(part, key) ?? 0), 0);
}

function canBe(count: number | null): boolean {
	return count === null || (count >= 0 && count < incredible);
}

function areCredible(buffers: Buffers): boolean {
	return canBe(buffers.sharedHit) && canBe(buffers.sharedRead) && canBe(buffers.sharedDirtied) && canBe(buffers.sharedWritten)
		&& canBe(buffers.localHit) && canBe(buffers.localRead) && canBe(buffers.localDirtied) && canBe(buffers.localWritten)
		&& canBe(buffers.tempRead) && canBe(buffers.tempWritten);
}

/** Pasted plans may have been edited, or be cut from two: of a node with impossible numbers nothing is said. */
function isCredible({loops, rows, inclusiveMs, selfMs, inclusiveBuffers}: PlanNode): boolean {
	return canBe(loops) && canBe(rows.actual) && canBe(inclusiveMs) && (selfMs === null || Math.abs(selfMs) < incredible)
		&& (inclusiveBuffers === null || areCredible(inclusiveBuffers));
}

export function openScene(plan: Plan, context: InsightContext): Scene {
	// With TIMING OFF the execution has a time, and no node has: nothing to compare.
	const wholeMs = plan.measured === 'times' ? plan.totals.executionMs ?? plan.totals.rootMs : null;
	const ran = plan.nodes.filter(node => node.executed === true && isCredible(node));
	const byType = new Map<string, PlanNode[]>();
	for (const node of ran) {
		const alike = byType.get(node.nodeType);
		if (alike === undefined) {
			byType.set(node.nodeType, [node]);
		} else {
			alike.push(node);
		}
	}

	return {plan, context, wholeMs, ran, byType};
}

/** The executed nodes of these types, each type's in the plan's order. */
export function ranOf(scene: Scene, ...types: readonly string[]): readonly PlanNode[] {
	return types.flatMap(type => scene.byType.get(type) ?? []);
}

export function parentOf(scene: Scene, node: PlanNode): PlanNode | null {
	return node.parentId === null ? null : scene.plan.nodes[node.parentId] ?? null;
}

/** No rule climbs further: what is wrong so far below has nothing to do with what is above, and plans may be 100,000 nodes deep. */
const highestClimb = 100;

/** From the parent towards the root. */
export function* ancestorsOf(scene: Scene, node: PlanNode): Generator<PlanNode> {
	let next = parentOf(scene, node);
	for (let steps = 0; next !== null && steps < highestClimb; steps++) {
		yield next;
		next = parentOf(scene, next);
	}
}

/** What the node gets its rows from: its children without InitPlans and SubPlans. None when one of them has impossible numbers. */
export function inputsOf(scene: Scene, node: PlanNode): readonly PlanNode[] {
	const inputs: PlanNode[] = [];
	for (const id of node.children) {
		const child = scene.plan.nodes[id];
		if (child !== undefined && child.relationship !== 'InitPlan' && child.relationship !== 'SubPlan') {
			if (!isCredible(child)) {
				return [];
			}

			inputs.push(child);
		}
	}

	return inputs;
}

/** One past the last id of the node's subtree. */
export function endOf(scene: Scene, node: PlanNode): number {
	let end = node.id + 1;
	while ((scene.plan.nodes[end]?.depth ?? -1) > node.depth) {
		end++;
	}

	return end;
}

/** Share of the execution, 0 when nothing was timed. */
export function shareOf(scene: Scene, ms: number | null): number {
	return ms === null || scene.wholeMs === null || scene.wholeMs <= 0 ? 0 : ms / scene.wholeMs;
}

/**
 * A count that Postgres prints as the mean per loop ("Rows Removed by ..."), over all loops and processes. 0 when it is not there.
 */
export function totalOf(node: PlanNode, key: string): number {
	return (countAt(node.raw, key) ?? 0) * (node.loops ?? 0);
}

/** Rows out of the node, over all loops and processes. */
export function rowsOf(node: PlanNode): number {
	return node.rows.actual ?? 0;
}

/** How often the work was repeated: loops without those that only shared it with other processes. */
export function repeatsOf(node: PlanNode): number {
	return (node.loops ?? 0) / node.processes;
}

/** Temporary blocks that the node itself read and wrote; null when blocks were not counted. */
export function tempBlocksOf(node: PlanNode): number | null {
	return node.selfBuffers === null ? null : node.selfBuffers.tempRead + node.selfBuffers.tempWritten;
}

/** The node that knows the table: a Bitmap Index Scan's is the heap scan above it. */
export function tableScanOf(scene: Scene, node: PlanNode): PlanNode {
	if (node.nodeType === 'Bitmap Index Scan') {
		for (const above of ancestorsOf(scene, node)) {
			if (above.nodeType !== 'BitmapAnd' && above.nodeType !== 'BitmapOr') {
				return above;
			}
		}
	}

	return node;
}
