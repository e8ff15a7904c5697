import type {IndexState} from '../../database/index-state.ts';
import {type Draft, keyText} from './drafts-of-reading.ts';
import type {SetAside} from './candidate.ts';

/** Postgres prints an expression with casts and brackets that nobody wrote. */
function plainly(text: string): string {
	return text.replaceAll(/::(?:text|character varying)|[\s()]/g, '').toLowerCase();
}

/** An index that is the same, or begins with all that the draft has, what is only ever compared by `=` in whichever order; null where none does. */
export function servedBy(draft: Draft, indexes: readonly Pick<IndexState, 'name' | 'method' | 'columns' | 'include' | 'predicate' | 'valid'>[]): SetAside | null {
	const wanted = draft.keys.map(key => plainly(keyText(key)));
	const free = new Set(wanted.slice(0, draft.equal));
	for (const {name, method, columns, include, predicate, valid} of indexes) {
		const keys = columns.map(plainly);
		const begins = wanted.every((text, at) => at < draft.equal ? free.has(keys[at] ?? '') : keys[at] === text);
		const holds = draft.include.every(column => [...columns, ...include].includes(column));
		if (!valid || method !== 'btree' || plainly(predicate ?? '') !== plainly(draft.predicate ?? '') || !begins || !holds) {
			continue;
		}

		const same = keys.length === wanted.length && include.length === draft.include.length && wanted.every((text, at) => text === keys[at]);
		const inOrder = wanted.every((text, at) => text === keys[at]);
		return {kind: same ? 'there already' : inOrder ? 'covered by a prefix' : 'in another order', index: name};
	}

	return null;
}
