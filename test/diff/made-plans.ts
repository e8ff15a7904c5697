import {diffPlans} from '../../source/diff/diff-plans.ts';
import type {DiffNode, PlanDiff} from '../../source/diff/plan-diff.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {Json, JsonObject, Plan} from '../../source/plan/plan.ts';
import {inner, node, outer} from '../plan/plan-fixtures.ts';

type Facts = Readonly<Record<string, Json>>;

export const explained = (root: JsonObject, facts: Facts = {}): Plan => parsePlan({'Plan': root, 'Planning Time': 0.1, ...facts});

export function compare(before: JsonObject, after: JsonObject): PlanDiff {
	return diffPlans(explained(before), explained(after));
}

export const seqScan = (relation: string, facts: Facts = {}) => node('Seq Scan', {...outer, 'Relation Name': relation, 'Alias': relation, ...facts});

export const indexScan = (relation: string, index: string, facts: Facts = {}) =>
	node('Index Scan', {...outer, 'Relation Name': relation, 'Alias': relation, 'Index Name': index, 'Index Cond': '(scene_id = 7)', ...facts});

export const over = (type: string, children: readonly JsonObject[], facts: Facts = {}) => node(type, {...outer, ...facts}, children);

/** A join of an outer and an inner side. */
export const join = (type: string, left: JsonObject, right: JsonObject, facts: Facts = {}) =>
	node(type, {...outer, 'Join Type': 'Inner', ...facts}, [{...left, ...outer}, {...right, ...inner}]);

/** `kind label relation`, of every node in the tree of both plans, indented by depth. */
export function told({nodes}: PlanDiff): readonly string[] {
	return nodes.map(made => `${'  '.repeat(made.depth)}${made.kind} ${nameOf(made)}`);
}

export function nameOf({before, after}: DiffNode): string {
	const names = [before, after].map(side => side === null ? null : [side.label, side.relation].filter(Boolean).join(' '));
	return [...new Set(names.filter(name => name !== null))].join(' -> ');
}

/** The node whose name (as `told` writes it) ends with the given. */
export function changeOf(diff: PlanDiff, name: string): DiffNode {
	const found = diff.nodes.find(made => nameOf(made).endsWith(name));
	if (found === undefined) {
		throw new Error(`no ${name} among ${diff.nodes.map(nameOf).join(', ')}`);
	}

	return found;
}

/** A diff with its sides exchanged, as far as it can be compared: pairs and figures by the ids in the two plans. */
export function mirrored({nodes}: PlanDiff): readonly unknown[] {
	const flip = {matched: 'matched', changed: 'changed', moved: 'moved', added: 'removed', removed: 'added'} as const;
	return byIds(nodes.map(made => ({
		kind: flip[made.kind],
		before: made.after?.id ?? null,
		after: made.before?.id ?? null,
		alterations: made.alterations.map(({key, before, after}) => ({key, before: after, after: before})),
		figures: Object.fromEntries((['selfMs', 'rows', 'blocks'] as const).map(name => {
			const {before, after, change, rounding} = made.figures[name];
			return [name, {before: after, after: before, change: change === null ? null : 0 - change, rounding}];
		})),
	})));
}

/** The same of a diff as it is. */
export function comparable({nodes}: PlanDiff): readonly unknown[] {
	return byIds(nodes.map(({kind, before, after, alterations, figures: {selfMs, rows, blocks}}) =>
		({kind, before: before?.id ?? null, after: after?.id ?? null, alterations, figures: {selfMs, rows, blocks}})));
}

function byIds<T extends {readonly before: number | null; readonly after: number | null}>(rows: readonly T[]): readonly T[] {
	return [...rows].sort((a, b) => (a.before ?? -1) - (b.before ?? -1) || (a.after ?? -1) - (b.after ?? -1));
}
