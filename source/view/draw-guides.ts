/** A visible node of a tree: children come after their parents, siblings in order. */
export interface Branch {
	readonly id: number;
	/** null, or a parent that is not in the list, for a root. */
	readonly parentId: number | null;
}

/** `│  └─ `: the lines that lead to each node. A node is the last of its parent's when no later one in the list is. */
export function drawGuides(branches: readonly Branch[]): readonly string[] {
	/** By the parent's id. */
	const last: number[] = [];
	for (const {id, parentId} of branches) {
		if (parentId !== null) {
			last[parentId] = id;
		}
	}

	const stems: string[] = [];
	return branches.map(({id, parentId}) => {
		const stem = parentId === null ? undefined : stems[parentId];
		const isLast = parentId !== null && last[parentId] === id;
		stems[id] = stem === undefined ? '' : stem + (isLast ? '   ' : '│  ');
		return stem === undefined ? '' : stem + (isLast ? '└─ ' : '├─ ');
	});
}
