import type {Node} from '@pgsql/types';
import {below} from './node.ts';

/**
 * A question about a node of which one below it is enough, asked once of each.
 * @param answer - for a node itself; null: whatever is below it decides
 */
export function someBelow(answer: (node: Node) => boolean | null): (node: Node | undefined) => boolean {
	const known = new WeakMap<Node, boolean>();
	const ask = (node: Node | undefined): boolean => {
		if (node === undefined) {
			return false;
		}

		const said = known.get(node) ?? answer(node) ?? below(node).some(child => ask(child));
		known.set(node, said);
		return said;
	};

	return ask;
}
