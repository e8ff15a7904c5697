import {isJsonArray} from './json-object.ts';
import type {Json} from './plan.ts';
import type {PlanTree} from './plan-tree.ts';

/**
 * How the output of an InitPlan is written where it is read: `$0` up to 16, `(InitPlan 1).col1`, `EXISTS(InitPlan 1)`,
 * `ARRAY(InitPlan 1)` from 17 on. Greedy digits and words keep `$1` apart from `$12`, `InitPlan 1` from `InitPlan 10`.
 */
const references = /\$\d+|InitPlan \w+|\(\w+\)(?=\.col\d)/g;

/** The references by which this Subplan Name is read, as `references` finds them. */
export function referencesTo(subplan: string): readonly string[] {
	const returns = /\(returns ([^)]*)\)/.exec(subplan)?.[1];
	if (returns !== undefined) {
		return returns.split(',').map(parameter => parameter.trim());
	}

	// From 19 on subplans have names of their own (`InitPlan expr_1`), which may stand alone: `(expr_1).col1`.
	return [subplan, `(${subplan.replace(/^InitPlan /, '')})`];
}

function collectFrom(value: Json | undefined, found: Set<string>): void {
	if (typeof value === 'string') {
		if (value.includes('$') || value.includes('InitPlan ') || value.includes(').col')) {
			for (const match of value.matchAll(references)) {
				found.add(match[0]);
			}
		}
	} else if (isJsonArray(value)) {
		// Only lists of expressions (Output, Sort Key, Params Evaluated); one level is all there is.
		for (const element of value) {
			if (typeof element === 'string') {
				collectFrom(element, found);
			}
		}
	}
}

/** For every reference that occurs in the plan: the nodes whose text has it, in pre-order. One pass over the text. */
export function findReaders(tree: PlanTree): ReadonlyMap<string, readonly number[]> {
	const readers = new Map<string, number[]>();
	const found = new Set<string>();
	for (let node = 0; node < tree.size; node++) {
		const raw = tree.raws[node] ?? {};
		for (const key in raw) {
			if (key !== 'Plans' && key !== 'Subplan Name') {
				collectFrom(raw[key], found);
			}
		}

		for (const reference of found) {
			const nodes = readers.get(reference);
			if (nodes === undefined) {
				readers.set(reference, [node]);
			} else {
				nodes.push(node);
			}
		}

		found.clear();
	}

	return readers;
}
