import type {WriteFacts} from '../database/write-facts.ts';
import {indexMentions} from './index-mentions.ts';
import type {UniverseIndex} from './index-universe.ts';

/** Columns of which one is changed and the others go along, because they are unique together. */
export type Assigned = readonly [string, ...string[]];

export interface WrittenColumns {
	/** Of the indexes in question, the best first: one that no other index has, and that may repeat. */
	readonly own: readonly Assigned[];
	/** Of no index at all: changing one is a HOT update, whatever indexes are there. */
	readonly others: readonly Assigned[];
}

/** More columns than these are not looked at for values that differ. */
const fewColumns = 4;

/** What an UPDATE may change to tell what `indexes` cost; `siblings`: the other indexes of the table. */
export function writtenColumns({columns, uniques}: WriteFacts, indexes: readonly UniverseIndex[], siblings: readonly UniverseIndex[]): WrittenColumns {
	const written = columns.filter(({generated}) => generated === null).map(({name}) => name);
	const isIn = (some: readonly UniverseIndex[], name: string) => some.some(index => indexMentions(index, name, columns));
	const isUnique = (name: string) => uniques.some(unique => unique.includes(name));
	const rank = (name: string) => (isIn(siblings, name) ? 2 : 0) + (isUnique(name) ? 1 : 0);
	const assigned = (name: string): Assigned => [name, ...together(name, uniques).filter(each => each !== name && written.includes(each))];
	return {
		own: written.filter(name => isIn(indexes, name)).toSorted((a, b) => rank(a) - rank(b)).slice(0, fewColumns).map(name => assigned(name)),
		others: written.filter(name => !isUnique(name) && !isIn([...indexes, ...siblings], name)).slice(0, fewColumns).map(name => assigned(name)),
	};
}

/** All that has to come from one row when `name` does, for no two rows to become alike. */
function together(name: string, uniques: WriteFacts['uniques']): readonly string[] {
	const found = new Set([name]);
	for (let before = 0; before < found.size;) {
		before = found.size;
		for (const column of uniques.filter(unique => unique.some(each => found.has(each))).flat()) {
			found.add(column);
		}
	}

	return [...found];
}
