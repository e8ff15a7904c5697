import {textAt} from '../plan/json-object.ts';
import type {PlanNode} from '../plan/plan.ts';
import {parentOf, rowsOf, type Scene, totalOf} from './scene.ts';

/** A scan, or the same scan of several partitions. */
export interface ScanGroup {
	/** The one that took longest. */
	readonly worst: PlanNode;
	readonly nodes: readonly PlanNode[];
	/** Wall ms of the scans themselves; null when not timed. */
	readonly ms: number | null;
	readonly kept: number;
	/** Rows thrown away by the Filter. */
	readonly removed: number;
	readonly visited: number;
	/** Blocks touched; null when not counted. */
	readonly blocks: number | null;
}

/** The same for the partitions of one table: where they hang, what they are, and what they filter by, without their names. */
function likeness(scene: Scene, node: PlanNode): string {
	const parent = parentOf(scene, node);
	if (parent === null || (parent.nodeType !== 'Append' && parent.nodeType !== 'Merge Append')) {
		return String(node.id);
	}

	const filter = textAt(node.raw, 'Filter') ?? '';
	const nameless = node.alias === null ? filter : filter.replaceAll(`${node.alias}.`, '');
	return `${parent.id} ${node.label} ${nameless}`;
}

function sumOf(nodes: readonly PlanNode[], value: (node: PlanNode) => number | null): number | null {
	let sum = 0;
	for (const node of nodes) {
		const part = value(node);
		if (part === null) {
			return null;
		}

		sum += part;
	}

	return sum;
}

/** Scans of partitions of one table count as one: what ails one ails all. */
export function scanGroups(scene: Scene, scans: readonly PlanNode[]): readonly ScanGroup[] {
	const groups = new Map<string, PlanNode[]>();
	for (const scan of scans) {
		const key = likeness(scene, scan);
		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, [scan]);
		} else {
			group.push(scan);
		}
	}

	return [...groups.values()].flatMap((nodes): readonly ScanGroup[] => {
		const [worst] = nodes.toSorted((a, b) => (b.selfMs ?? 0) - (a.selfMs ?? 0));
		const kept = nodes.reduce((sum, node) => sum + rowsOf(node), 0);
		const removed = nodes.reduce((sum, node) => sum + totalOf(node, 'Rows Removed by Filter'), 0);
		return worst === undefined ? [] : [{
			worst,
			nodes,
			ms: sumOf(nodes, node => node.selfMs),
			kept,
			removed,
			visited: kept + removed,
			blocks: sumOf(nodes, ({selfBuffers}) => selfBuffers === null ? null : selfBuffers.sharedHit + selfBuffers.sharedRead + selfBuffers.localHit + selfBuffers.localRead),
		}];
	});
}
