import type {Route} from '../catalog/operation-entry.ts';

/** Statements that a route sends, with N for the rows of a step that others are run for: `3 statements`, `1 + 2N statements`. */
export function statementFormula({steps}: Route): string {
	const once = steps.filter(step => step.forEach === null).length;
	const looped = steps.filter(step => step.forEach !== null).length;
	if (looped === 0) {
		return once === 1 ? '1 statement' : `${once} statements`;
	}

	return `${once} + ${looped === 1 ? '' : looped}N statements`;
}

/** Whether the route asks again for every row of an answer, which one statement could give whole. */
export function asksForEachRow({steps}: Route): boolean {
	return steps.some(step => step.forEach !== null);
}
