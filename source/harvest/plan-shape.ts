import type {Plan} from '../plan/plan.ts';

/** What is the same in two plans of a statement that differ in their constants, rows and times only. */
export function planShape({nodes}: Plan): string {
	return nodes.map(({depth, label, relation, index, subplan}) => [depth, label, relation ?? '', index ?? '', subplan ?? ''].join('|')).join('\n');
}
