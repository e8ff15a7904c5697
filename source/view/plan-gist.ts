import type {Plan} from '../plan/plan.ts';
import {sanitise} from '../text/plain.ts';

/** A plan in one line: how each table is read, in the plan's order. `Seq Scan shots`, `Index Scan scenes (scenes_pkey), Seq Scan shots`. */
export function planGist(plan: Plan): string {
	const reads = plan.nodes.flatMap(node => {
		if (node.relation !== null) {
			const bitmap = node.children.map(id => plan.nodes[id]).find(child => child?.index != null);
			const index = node.index ?? bitmap?.index ?? null;
			return [`${node.label} ${node.relation}${index === null ? '' : ` (${index})`}`];
		}

		return node.index === null || node.label.includes('Bitmap') ? [] : [`${node.label} ${node.index}`];
	});
	return sanitise([...new Set(reads)].join(', ') || (plan.nodes[0]?.label ?? ''));
}
