import type {Plan, PlanNode} from './plan.ts';

/** Fewer than this are no crowd. */
const leastMembers = 5;

/** Sibling subtrees, one after the other, that differ only in what they read: the partitions of a table, the arms of a UNION ALL. */
export interface AlikeGroup {
	readonly parentId: number;
	/** Ids of the subtrees' roots, in the order of the plan. */
	readonly members: readonly number[];
	/** One past the last node of the last subtree: the group is the nodes from members[0] up to here. */
	readonly end: number;
	/** The member to show for all: the slowest; the first where there are no times. */
	readonly shown: number;
	/** Wall ms of all members with everything below them; null when not measured or not attributable. */
	readonly totalMs: number | null;
	/** ms of one member on average. */
	readonly meanMs: number | null;
}

/** Equal for equal kinds of nodes: what was never executed is not like what was. */
function kindOf({label, relationship, executed}: PlanNode): string {
	return `${label}\n${relationship ?? ''}\n${executed === false ? 'never' : ''}`;
}

/** A number for each subtree, equal for equal shapes. */
function readShapes({nodes}: Plan): Float64Array {
	const numbers = new Map<string, number>();
	const shapes = new Float64Array(nodes.length);
	for (let id = nodes.length - 1; id >= 0; id--) {
		const node = nodes[id];
		if (node !== undefined) {
			const key = `${kindOf(node)}\n${node.children.map(child => shapes[child]).join(' ')}`;
			const shape = numbers.get(key) ?? numbers.size;
			numbers.set(key, shape);
			shapes[id] = shape;
		}
	}

	return shapes;
}

/** Self times summed over each subtree: inclusive times would count an InitPlan where it hangs instead of where it ran. */
function subtreeTimes({nodes}: Plan): readonly (number | null)[] {
	const sums = nodes.map(({selfMs}) => selfMs);
	for (let id = nodes.length - 1; id > 0; id--) {
		const parentId = nodes[id]?.parentId ?? 0;
		const own = sums[id] ?? null;
		const above = sums[parentId] ?? null;
		sums[parentId] = own === null || above === null ? null : own + above;
	}

	return sums;
}

function groupOf(plan: Plan, parent: PlanNode, members: readonly number[], times: readonly (number | null)[]): AlikeGroup {
	const total = members.reduce<number | null>((sum, id) => {
		const ms = times[id] ?? null;
		return sum === null || ms === null ? null : sum + ms;
	}, 0);
	const shown = members.reduce((slowest, id) => (times[id] ?? 0) > (times[slowest] ?? 0) ? id : slowest, members[0] ?? 0);
	const last = members.at(-1) ?? 0;
	const depth = plan.nodes[last]?.depth ?? 0;
	let end = last + 1;
	while ((plan.nodes[end]?.depth ?? -1) > depth) {
		end++;
	}

	return {parentId: parent.id, members, end, shown, totalMs: total, meanMs: total === null ? null : total / members.length};
}

/**
 * Groups of at least five sibling subtrees in a row with the same shape, as one of them can stand for all. Those inside a member
 * of another group are listed too. In the order of their first members; linear in the number of nodes.
 */
export function alikeGroups(plan: Plan): readonly AlikeGroup[] {
	const crowded = plan.nodes.filter(({children}) => children.length >= leastMembers);
	if (crowded.length === 0) {
		return [];
	}

	const shapes = readShapes(plan);
	const times = subtreeTimes(plan);
	const groups: AlikeGroup[] = [];
	for (const parent of crowded) {
		let members: number[] = [];
		for (const child of [...parent.children, null]) {
			if (child !== null && members.length > 0 && shapes[child] === shapes[members[0] ?? -1]) {
				members.push(child);
				continue;
			}

			if (members.length >= leastMembers) {
				groups.push(groupOf(plan, parent, members, times));
			}

			members = child === null ? [] : [child];
		}
	}

	return groups.sort((a, b) => (a.members[0] ?? 0) - (b.members[0] ?? 0));
}
