import {type Building, put} from '../building.ts';
import type {NodeLine} from './node-line.ts';

/** A line of keys of a grouping set: `Group Key: a, b`, `Hash Key: c`, and the `Sort Key` that begins a new pass over the rows. */
export interface GroupingKey {
	readonly key: string;
	readonly values: readonly string[];
}

/** A node while its plan is being read. */
export interface TextNode {
	readonly line: NodeLine;
	/** The keys of EXPLAIN's JSON, as far as they are known. */
	readonly facts: Building;
	/** `InitPlan 1 (returns $0)`, `SubPlan 2`, `CTE x`; null for an ordinary child. */
	readonly label: string | null;
	readonly children: TextNode[];
	/** By their number. */
	readonly workers: Map<number, Building>;
	readonly targets: Building[];
	readonly groupingKeys: GroupingKey[];
}

export function openNode(line: NodeLine, label: string | null): TextNode {
	return {line, facts: {...line.facts}, label, children: [], workers: new Map(), targets: [], groupingKeys: []};
}

/** The worker's object, opened when it is first mentioned. */
export function workerOf(node: TextNode, number: number): Building {
	const known = node.workers.get(number);
	if (known !== undefined) {
		return known;
	}

	const worker: Building = {};
	put(worker, 'Worker Number', number);
	node.workers.set(number, worker);
	return worker;
}

/** Type of the node, as EXPLAIN's JSON calls it. */
export function typeOf(node: TextNode): string {
	const type = node.facts['Node Type'];
	return typeof type === 'string' ? type : '';
}
