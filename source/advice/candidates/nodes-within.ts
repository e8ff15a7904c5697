import type {Node} from '@pgsql/types';

/** A node of a parse tree is an object with its kind as its only key. */
export function isNode(value: unknown): value is Node {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return false;
	}

	const [kind, ...others] = Object.keys(value);
	return others.length === 0 && kind !== undefined && /^[A-Z]/.test(kind);
}

/** Every node of a tree, itself first; of a subquery the SubLink only, because what is inside has a scope of its own. */
export function * nodesWithin(tree: unknown): Generator<Node, void, void> {
	if (isNode(tree)) {
		yield tree;
		if ('SubLink' in tree) {
			yield * nodesWithin(tree.SubLink.testexpr);
			return;
		}
	}

	if (typeof tree === 'object' && tree !== null) {
		for (const part of Object.values(tree)) {
			yield * nodesWithin(part);
		}
	}
}
