import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {DiffNode, Figure, Figures, PlanDiff} from '../diff/plan-diff.ts';
import type {PlanNode} from '../plan/plan.ts';
import type {DiffNames} from './diff-text.ts';
import {nodeNamesJson} from './node-names-json.ts';

/**
 * `diff --json`: ms of wall clock, 8 kB blocks, null where Postgres did not say or the node is not there. `nodes` is the tree of
 * both plans in pre-order; `before.id` and `after.id` are the ids of `explain --json`. `biggest` are ids of `nodes`.
 */
export function diffJson(diff: PlanDiff, {verdict, basis, because}: DiffVerdict, names: DiffNames): object {
	return {
		before: names.before,
		after: names.after,
		verdict,
		basis,
		because,
		...(names.notes === undefined ? {} : {notes: names.notes}),
		totals: {
			planningMs: msJson(diff.totals.planningMs),
			executionMs: msJson(diff.totals.executionMs),
			rootMs: msJson(diff.totals.rootMs),
			blocks: diff.totals.blocks,
		},
		outside: diff.outside.map(({what, ms}) => ({what, ms: msJson(ms)})),
		nodes: diff.nodes.map(node => diffNodeJson(node)),
		biggest: diff.biggest,
	};
}

function diffNodeJson(node: DiffNode): object {
	return {
		id: node.id,
		parentId: node.parentId,
		kind: node.kind,
		before: sideJson(node.before),
		after: sideJson(node.after),
		alterations: node.alterations,
		...figuresJson(node.figures),
	};
}

/** Without what binary fractions add behind the nanoseconds. */
function msJson({before, after, change, rounding}: Figure): Figure {
	const clean = (ms: number | null) => ms === null ? null : Number(ms.toFixed(6));
	return {before: clean(before), after: clean(after), change: clean(change), rounding};
}

function figuresJson({selfMs, rows, blocks, buffers}: Figures): object {
	return {selfMs: msJson(selfMs), rows, blocks, selfBuffersChange: buffers};
}

function sideJson(node: PlanNode | null): object | null {
	return node === null ? null : {
		id: node.id,
		...nodeNamesJson(node),
		executed: node.executed,
	};
}
