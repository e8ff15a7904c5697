import {mapInSteps, type Steps} from '../diff/steps.ts';
import type {Plan, PlanNode} from '../plan/plan.ts';

const texts = new WeakMap<PlanNode, string>();

/** Everything of a node that a person could look for: names, conditions, Postgres's own words; not what is below it. */
function textOf(node: PlanNode): string {
	const known = texts.get(node);
	if (known !== undefined) {
		return known;
	}

	const words = [node.label, node.relation, node.alias, node.index, node.subplan];
	for (const key of Object.keys(node.raw)) {
		const value = node.raw[key];
		if (typeof value === 'string' && key !== 'Node Type') {
			words.push(value);
		}
	}

	const text = words.join(' ').toLowerCase();
	texts.set(node, text);
	return text;
}

/** Reads the nodes before anybody searches. */
export function* searchAhead(plan: Plan): Steps<void> {
	yield* mapInSteps(plan.nodes, textOf);
}

const lastSearches = new WeakMap<Plan, {readonly search: string; readonly found: readonly number[]}>();

/** Ids of the nodes that contain every word, in the plan's order; none for an empty search. The last search of a plan is kept: each `n` asks it again. */
export function searchPlan(plan: Plan, search: string): readonly number[] {
	const last = lastSearches.get(plan);
	if (last?.search === search) {
		return last.found;
	}

	const words = search.toLowerCase().split(/\s+/).filter(word => word !== '');
	const found = words.length === 0 ? [] : plan.nodes.filter(node => words.every(word => textOf(node).includes(word))).map(node => node.id);
	lastSearches.set(plan, {search, found});
	return found;
}

/** The node that took most time by itself; without times, the one that touched most blocks; without either, the costliest. */
export function slowestNode(plan: Plan): number {
	const weight = (node: PlanNode) => {
		switch (plan.measured) {
			case 'times': {
				return node.selfMs ?? 0;
			}

			case 'rows': {
				return (node.selfBuffers?.sharedHit ?? 0) + (node.selfBuffers?.sharedRead ?? 0);
			}

			case 'nothing': {
				return node.totalCost - node.children.reduce((sum, id) => sum + (plan.nodes[id]?.totalCost ?? 0), 0);
			}
		}
	};

	let best = 0;
	let most = Number.NEGATIVE_INFINITY;
	for (const node of plan.nodes) {
		const here = weight(node);
		if (here > most) {
			most = here;
			best = node.id;
		}
	}

	return best;
}
