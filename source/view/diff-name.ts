import type {DiffNode} from '../diff/plan-diff.ts';
import type {PlanNode} from '../plan/plan.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span} from './line.ts';
import {nodeName} from './plan-columns.ts';

/** What became of a node, in one cell. */
export const diffMarks: Readonly<Record<DiffNode['kind'], string>> = {matched: ' ', changed: '~', moved: '→', added: '+', removed: '-'};

/** A node as its own plan names it; what is gone is dim. */
export function sideName(node: PlanNode, gone: boolean): Line {
	return gone ? nodeName(node).map(({text}) => span(text, 'dim')) : nodeName(node);
}

/** A node as it is now, with the type or index that it had behind: `Index Scan shots s idx_shots_scene_id (was Seq Scan)`. */
export function diffTitle({kind, before, after, alterations}: DiffNode): Line {
	if (after === null || before === null) {
		return after === null ? sideName(before, true) : sideName(after, false);
	}

	const index = alterations.find(({key}) => key === 'Index Name');
	const was = before.label === after.label ? (index === undefined ? null : index.before ?? 'without index') : before.label;
	return [
		...nodeName(after),
		...(was === null ? [] : [span(` (was ${sanitise(was)})`, 'dim')]),
		...(kind === 'moved' ? [span(' (moved)', 'warn')] : []),
	];
}

/** The title, and what else changed: `Seq Scan shots (Filter)`. */
export function diffName(node: DiffNode): Line {
	const others = node.alterations.filter(({key}) => key !== 'Node Type' && key !== 'Index Name').map(({key}) => sanitise(key));
	return others.length === 0 ? diffTitle(node) : [...diffTitle(node), span(` (${others.join(', ')})`, 'warn')];
}
