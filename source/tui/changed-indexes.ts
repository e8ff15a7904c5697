import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {IndexUniverse, UniverseIndex} from '../experiment/index-universe.ts';

/** More names than these are counted. */
const mostNames = 3;

/** Whether two looks found the same indexes, built or not, in the same state. */
export function sameIndexes(before: IndexUniverse, now: IndexUniverse): boolean {
	return before.indexes.length === now.indexes.length && before.indexes.every(index => {
		const then = now.byKey.get(index.key);
		return then?.oid === index.oid && then.valid === index.valid && then.definition === index.definition;
	});
}

/** What others did to the indexes between two looks: `meanwhile dropped: a; built: b`. null: nothing that has a name. */
export function meanwhileText(before: IndexUniverse, now: IndexUniverse): string | null {
	const built = (universe: IndexUniverse) => universe.indexes.filter(index => index.built);
	const stands = (index: UniverseIndex, universe: IndexUniverse) => universe.byKey.get(index.key)?.built === true;
	const parts = [
		['dropped', built(before).filter(index => !stands(index, now))],
		['built', built(now).filter(index => !stands(index, before))],
		['now INVALID', built(now).filter(index => !index.valid && before.byKey.get(index.key)?.valid === true && stands(index, before))],
	] as const;
	const told = parts.filter(([, indexes]) => indexes.length > 0).map(([what, indexes]) => `${what}: ${names(indexes.map(({key}) => key))}`);
	return told.length === 0 ? null : `meanwhile ${told.join('; ')}`;
}

/** Which of the user's flips are none any more, as the index is gone or the database has become what he flipped it to. null: all are left. */
export function overText(configuration: IndexConfiguration, before: IndexUniverse, now: IndexUniverse): string | null {
	const flipped = before.indexes.filter(({key}) => configuration.on.has(key) !== before.asBuilt.on.has(key));
	const over = flipped.filter(({key}) => configuration.on.has(key) === now.asBuilt.on.has(key) || !now.byKey.has(key)).map(({key}) => key);
	return over.length === 0 ? null : `${over.length === 1 ? 'the flip' : 'the flips'} of ${names(over)} ${over.length === 1 ? 'is' : 'are'} over, as the database has changed there`;
}

function names(keys: readonly string[]): string {
	return `${keys.slice(0, mostNames).join(', ')}${keys.length > mostNames ? ` and ${keys.length - mostNames} more` : ''}`;
}
