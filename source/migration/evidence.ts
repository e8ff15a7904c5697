import type {Plan} from '../plan/plan.ts';
import {formatCount} from '../text/quantity.ts';
import type {MigratedIndex} from './migration.ts';

/** A statement's plan as the database is, and as was decided. */
export interface TwoPlans {
	readonly label: string;
	readonly before: Plan;
	readonly after: Plan;
}

/** The queries that say most; the others are counted. */
const mostQueries = 8;

/** What the plans say of an index that is built or dropped: who uses it, and the planner's cost before and after, the largest gain or loss first. */
export function planEvidence(kind: 'create' | 'drop', index: MigratedIndex, plans: readonly TwoPlans[]): readonly string[] {
	if (plans.length === 0) {
		return [];
	}

	const names = new Set(namesOf(index));
	const users = plans.filter(({before, after}) => usesAny(kind === 'create' ? after : before, names));
	if (users.length === 0) {
		return [`none of the ${plans.length} statements of the catalogue ${kind === 'create' ? 'would use' : 'uses'} it`];
	}

	const ratio = ({before, after}: TwoPlans) => Math.abs(Math.log(costOf(after) / costOf(before)));
	const shown = users.toSorted((a, b) => ratio(b) - ratio(a)).slice(0, mostQueries);
	return [
		...shown.map(({label, before, after}) => `${label} ${kind === 'create' ? 'would use' : 'uses'} it: ${costs(formatCount(costOf(before)), formatCount(costOf(after)))}`),
		...(users.length > shown.length ? [`and ${users.length - shown.length} more`] : []),
	];
}

function costs(before: string, after: string): string {
	return before === after ? `cost ${before}, with it or without` : `cost ${before} before, ${after} after`;
}

function namesOf({name, parts}: MigratedIndex): readonly string[] {
	return [name, ...parts.flatMap(part => namesOf(part))];
}

function usesAny({nodes}: Plan, names: ReadonlySet<string>): boolean {
	return nodes.some(({index}) => index !== null && names.has(index));
}

function costOf({nodes}: Plan): number {
	return nodes[0]?.totalCost ?? Number.NaN;
}
