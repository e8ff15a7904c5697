import type {Node} from '@pgsql/types';
import {isNode} from '../../sql/node.ts';

/** Every node of a tree, itself first; of a subquery the SubLink only, because what is inside has a scope of its own. */
export function * nodesWithin(tree: unknown): Generator<Node, void, void> {
	if (typeof tree !== 'object' || tree === null) {
		return;
	}

	if (!Array.isArray(tree) && isNode(tree)) {
		yield tree;
		if ('SubLink' in tree) {
			yield * nodesWithin(tree.SubLink.testexpr);
			return;
		}
	}

	for (const part of Object.values(tree)) {
		yield * nodesWithin(part);
	}
}
