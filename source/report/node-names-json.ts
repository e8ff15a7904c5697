import type {PlanNode} from '../plan/plan.ts';

/** What a node of a plan is, and what it reads, wherever one is told as JSON. */
export function nodeNamesJson({nodeType, label, relation, alias, index, subplan, loops}: PlanNode): object {
	return {
		nodeType,
		label,
		...(relation === null ? {} : {relation}),
		...(alias === null ? {} : {alias}),
		...(index === null ? {} : {index}),
		...(subplan === null ? {} : {subplan}),
		loops,
	};
}
