import type {AlikeGroup} from '../plan/alike-groups.ts';
import type {Plan, PlanNode} from '../plan/plan.ts';

/** A crowd behind the one that is shown for it. */
export interface AlikeOthers {
	readonly group: AlikeGroup;
	/** Members that are not shown. */
	readonly count: number;
	/** ms of one of them on average, with everything below it; null when not measured. */
	readonly meanMs: number | null;
}

/** A visible node of the tree with everything its row shows. Times in ms. */
export interface PlanRow {
	/** Of a crowd, the first member that is not shown. */
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
	/** This row stands for the rest of a crowd, right below the member that is shown. */
	readonly alike: AlikeOthers | null;
}

/**
 * The tree as rows in EXPLAIN's order, without what is below folded nodes. Of each group in `crowds` one member is shown, and the
 * others are one row. Iterative: plans may be very deep.
 */
export function planRows(plan: Plan, folded: ReadonlySet<number>, crowds: readonly AlikeGroup[] = []): readonly PlanRow[] {
	const whole = plan.totals.executionMs ?? plan.totals.rootMs;
	const heatOf = (selfMs: number | null) => selfMs === null || whole === null || whole <= 0 ? null : Math.min(1, Math.max(0, selfMs / whole));
	const rows: PlanRow[] = [];
	const stems: string[] = [];
	const crowdAt = new Map(crowds.map(group => [group.members[0], group]));
	/** Crowds whose shown member is being listed, with the id that follows it. */
	const open: {readonly group: AlikeGroup; readonly end: number}[] = [];
	for (let id = 0; id <= plan.nodes.length; id++) {
		for (let crowd = open.at(-1); crowd?.end === id; crowd = open.at(-1)) {
			open.pop();
			rows.push(...othersRow(plan, crowd.group, stems, heatOf));
			id = crowd.group.end;
		}

		const entered = crowdAt.get(id);
		if (entered !== undefined) {
			id = entered.shown;
			open.push({group: entered, end: endOfSubtree(plan, id)});
		}

		const node = plan.nodes[id];
		if (node === undefined) {
			break;
		}

		const siblings = node.parentId === null ? [] : plan.nodes[node.parentId]?.children ?? [];
		const last = siblings.at(-1) === node.id && open.at(-1)?.group.shown !== node.id;
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
			heat: heatOf(selfMs),
			selfMs,
			alike: null,
		});
		id = end - 1;
	}

	return rows;
}

/** One row for the members of a crowd that are not shown. */
function othersRow(plan: Plan, group: AlikeGroup, stems: readonly string[], heatOf: (selfMs: number | null) => number | null): readonly PlanRow[] {
	const node = plan.nodes[group.members.find(id => id !== group.shown) ?? -1];
	if (node === undefined) {
		return [];
	}

	const end = endOfSubtree(plan, group.shown);
	const shownMs = sumSelf(plan, group.shown, end);
	const selfMs = group.totalMs === null || shownMs === null ? null : group.totalMs - shownMs;
	const count = group.members.length - 1;
	const isLast = plan.nodes[group.parentId]?.children.at(-1) === group.members.at(-1);
	return [{
		node,
		guides: (stems[node.depth - 1] ?? '') + (isLast ? '└─ ' : '├─ '),
		fold: 'closed',
		hidden: group.end - (group.members[0] ?? 0) - (end - group.shown),
		heat: heatOf(selfMs),
		selfMs,
		alike: {group, count, meanMs: selfMs === null ? null : selfMs / count},
	}];
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
