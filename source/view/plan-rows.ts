import type {Plan, PlanNode} from '../plan/plan.ts';

/** A visible node of the tree with everything its row shows. Times in ms. */
export interface PlanRow {
	readonly node: PlanNode;
	/** `│  └─ `: the lines that lead to the node. */
	readonly guides: string;
	readonly fold: 'open' | 'closed' | 'leaf';
	/** Nodes hidden below a closed one. */
	readonly hidden: number;
	/** Share of the plan's time spent in this node alone (with everything below, when closed): 0 to 1; null when not measured. */
	readonly heat: number | null;
	/** The self time shown: of the node, or of all that is folded into it. */
	readonly selfMs: number | null;
}

/** The tree as rows in EXPLAIN's order, without what is below folded nodes. Iterative: plans may be very deep. */
export function planRows(plan: Plan, folded: ReadonlySet<number>): readonly PlanRow[] {
	const whole = plan.totals.executionMs ?? plan.totals.rootMs;
	const rows: PlanRow[] = [];
	const stems: string[] = [];
	for (let id = 0; id < plan.nodes.length; id++) {
		const node = plan.nodes[id];
		if (node === undefined) {
			break;
		}

		const siblings = node.parentId === null ? [] : plan.nodes[node.parentId]?.children ?? [];
		const last = siblings.at(-1) === node.id;
		const stem = node.parentId === null ? '' : stems[node.depth - 1] ?? '';
		stems[node.depth] = node.parentId === null ? '' : stem + (last ? '   ' : '│  ');
		stems.length = node.depth + 1;

		const closed = node.children.length > 0 && folded.has(node.id);
		const end = closed ? endOfSubtree(plan, id) : id + 1;
		const selfMs = closed ? sumSelf(plan, id, end) : node.selfMs;
		rows.push({
			node,
			guides: node.parentId === null ? '' : stem + (last ? '└─ ' : '├─ '),
			fold: node.children.length === 0 ? 'leaf' : (closed ? 'closed' : 'open'),
			hidden: end - id - 1,
			heat: selfMs === null || whole === null || whole <= 0 ? null : Math.min(1, Math.max(0, selfMs / whole)),
			selfMs,
		});
		id = end - 1;
	}

	return rows;
}

/** Pre-order: a subtree is the run of deeper nodes that follows. */
function endOfSubtree(plan: Plan, id: number): number {
	const depth = plan.nodes[id]?.depth ?? 0;
	let end = id + 1;
	while ((plan.nodes[end]?.depth ?? -1) > depth) {
		end++;
	}

	return end;
}

function sumSelf(plan: Plan, start: number, end: number): number | null {
	let sum: number | null = null;
	for (let id = start; id < end; id++) {
		const ms = plan.nodes[id]?.selfMs ?? null;
		sum = ms === null ? sum : (sum ?? 0) + ms;
	}

	return sum;
}
