import type {JsonObject} from './plan.ts';
import {PlanflipError} from '../errors.ts';
import {isJsonArray, isJsonObject, textAt} from './json-object.ts';

/** The plan's nodes in pre-order, as columns: a node is an index. No column is ever a copy of a number that Postgres printed. */
export interface PlanTree {
	readonly size: number;
	readonly raws: readonly JsonObject[];
	readonly types: readonly string[];
	/** -1 for the root. */
	readonly parents: readonly number[];
	readonly depths: readonly number[];
	/** One past the last node of the subtree. */
	readonly ends: readonly number[];
	readonly children: readonly (readonly number[])[];
	readonly relationships: readonly (string | null)[];
	readonly subplans: readonly (string | null)[];
}

interface Visit {
	readonly raw: JsonObject;
	readonly parent: number;
}

function malformed(what: string, parent: number, types: readonly string[]): PlanflipError {
	return new PlanflipError('input', {
		message: `This is not a plan of EXPLAIN: ${what}.`,
		where: parent < 0 ? 'the plan\'s root' : `below node ${parent} (${types[parent] ?? ''})`,
		hint: 'Paste the whole output of EXPLAIN (FORMAT JSON).',
	});
}

/** Children, as Postgres orders them: InitPlans and CTEs, outer, inner, members, SubPlans. */
function plansOf(raw: JsonObject, node: number, types: readonly string[]): readonly JsonObject[] {
	const plans = raw['Plans'];
	if (plans === undefined) {
		return [];
	}

	if (!isJsonArray(plans)) {
		throw malformed('expected "Plans" to be an array', node, types);
	}

	return plans.map(plan => {
		if (!isJsonObject(plan)) {
			throw malformed('expected every element of "Plans" to be an object', node, types);
		}

		return plan;
	});
}

/** Lays the tree out without recursion: a chain of 100,000 nodes is as good as any. */
export function layOutTree(root: JsonObject): PlanTree {
	const raws: JsonObject[] = [];
	const types: string[] = [];
	const parents: number[] = [];
	const depths: number[] = [];
	const children: number[][] = [];
	const relationships: (string | null)[] = [];
	const subplans: (string | null)[] = [];
	const stack: Visit[] = [{raw: root, parent: -1}];
	for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
		const {raw, parent} = visit;
		const type = textAt(raw, 'Node Type');
		if (type === null) {
			throw malformed('expected every node to have a "Node Type"', parent, types);
		}

		const node = raws.length;
		raws.push(raw);
		types.push(type);
		parents.push(parent);
		depths.push(parent < 0 ? 0 : (depths[parent] ?? 0) + 1);
		children.push([]);
		children[parent]?.push(node);
		relationships.push(textAt(raw, 'Parent Relationship'));
		subplans.push(textAt(raw, 'Subplan Name'));
		const plans = plansOf(raw, node, types);
		for (let index = plans.length - 1; index >= 0; index--) {
			const plan = plans[index];
			if (plan !== undefined) {
				stack.push({raw: plan, parent: node});
			}
		}
	}

	return {size: raws.length, raws, types, parents, depths, ends: subtreeEnds(parents), children, relationships, subplans};
}

function subtreeEnds(parents: readonly number[]): number[] {
	const ends = parents.map((_, node) => node + 1);
	for (let node = parents.length - 1; node > 0; node--) {
		const parent = parents[node] ?? 0;
		ends[parent] = Math.max(ends[parent] ?? 0, ends[node] ?? 0);
	}

	return ends;
}

/** An InitPlan or a CTE: it runs when it is first read, somewhere below its owner, and not because its owner runs. */
export function isLazy(tree: PlanTree, node: number): boolean {
	return tree.relationships[node] === 'InitPlan';
}

/** The name of the CTE whose plan this node is; null for everything else. */
export function cteNameOf(tree: PlanTree, node: number): string | null {
	const subplan = isLazy(tree, node) ? tree.subplans[node] : null;
	return subplan?.startsWith('CTE ') === true ? subplan.slice(4) : null;
}

/** True for a node that starts workers. */
export function isGather(type: string | undefined): boolean {
	return type === 'Gather' || type === 'Gather Merge';
}

/** True when this node is the plan that a Gather runs in several processes; its InitPlans and SubPlans run in the leader only. */
export function runsInWorkers(tree: PlanTree, node: number): boolean {
	const relationship = tree.relationships[node];
	return isGather(tree.types[tree.parents[node] ?? -1]) && relationship !== 'InitPlan' && relationship !== 'SubPlan';
}
