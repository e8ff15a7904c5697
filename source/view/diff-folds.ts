import type {DiffNode, PlanDiff} from '../diff/plan-diff.ts';
import {isQuiet} from './is-quiet.ts';

/** An unchanged branch, or several in a row, shown as one line: the nodes from id up to (not including) end. */
export interface DiffFold {
	/** Of the first node; what the user unfolds. */
	readonly id: number;
	readonly end: number;
	/** One branch: its root stands for it. */
	readonly single: boolean;
	readonly nodes: number;
	/** Sums over the nodes, ms and 8 kB blocks; null when one of them is not known. */
	readonly ms: {readonly before: number | null; readonly after: number | null};
	readonly blocks: {readonly before: number | null; readonly after: number | null};
}

function sum(nodes: readonly DiffNode[], of: (node: DiffNode) => number | null): number | null {
	let total: number | null = 0;
	for (const node of nodes) {
		const value = of(node);
		total = total === null || value === null ? null : total + value;
	}

	return total;
}

function foldOf(diff: PlanDiff, id: number, end: number, single: boolean): DiffFold {
	const nodes = diff.nodes.slice(id, end);
	const both = (name: 'selfMs' | 'blocks') => ({
		before: sum(nodes, ({figures}) => figures[name].before),
		after: sum(nodes, ({figures}) => figures[name].after),
	});
	return {id, end, single, nodes: end - id, ms: both('selfMs'), blocks: both('blocks')};
}

/** One past the last node of each subtree. */
function subtreeEnds(nodes: readonly DiffNode[]): number[] {
	const ends = nodes.map(({id}) => id + 1);
	for (let id = nodes.length - 1; id >= 0; id--) {
		const parentId = nodes[id]?.parentId ?? null;
		if (parentId !== null) {
			ends[parentId] = Math.max(ends[parentId] ?? 0, ends[id] ?? 0);
		}
	}

	return ends;
}

/** The branches of at least two nodes in which nothing changed, by the id of their first node. */
export function diffFolds(diff: PlanDiff): ReadonlyMap<number, DiffFold> {
	const {nodes} = diff;
	const ends = subtreeEnds(nodes);
	const quiet = nodes.map(node => isQuiet(diff, node));
	for (let id = nodes.length - 1; id >= 0; id--) {
		const parentId = nodes[id]?.parentId ?? null;
		if (parentId !== null && quiet[id] === false) {
			quiet[parentId] = false;
		}
	}

	const folds = new Map<number, DiffFold>();
	const foldRuns = (siblings: readonly number[]) => {
		let start = 0;
		for (let at = 0; at <= siblings.length; at++) {
			const sibling = siblings[at];
			if (sibling !== undefined && quiet[sibling] === true) {
				continue;
			}

			const id = siblings[start] ?? 0;
			const end = ends[siblings[at - 1] ?? 0] ?? 0;
			if (at > start && end - id > 1) {
				folds.set(id, foldOf(diff, id, end, at - start === 1));
			}

			start = at + 1;
		}
	};

	foldRuns(nodes.flatMap(({id, parentId}) => parentId === null ? [id] : []));
	for (const {id, children} of nodes) {
		if (quiet[id] === false) {
			foldRuns(children);
		}
	}

	return folds;
}
