import type {Alteration} from './plan-diff.ts';
import {isOptionalTrait, type Traits} from './read-traits.ts';

/** Node type and index first, then conditions in the order of their names. */
const first = ['Node Type', 'Index Name'];

/** What two nodes say differently. */
export function listAlterations(before: Traits, after: Traits): readonly Alteration[] {
	const keys: string[] = [];
	for (const [key, text] of before) {
		const other = after.get(key);
		if (other !== text && !(other === undefined && isOptionalTrait(key))) {
			keys.push(key);
		}
	}

	for (const key of after.keys()) {
		if (!before.has(key) && !isOptionalTrait(key)) {
			keys.push(key);
		}
	}

	const rank = (key: string) => first.includes(key) ? first.indexOf(key) : first.length;
	return keys
		.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
		.map(key => ({key, before: before.get(key) ?? null, after: after.get(key) ?? null}));
}
