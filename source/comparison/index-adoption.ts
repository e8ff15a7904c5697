import type {MeasuredIndex} from '../experiment/measurement.ts';
import {type IndexFamily, indexFamilies} from './index-family.ts';
import {type ComparedEntries, type IndexUse, indexUses} from './index-uses.ts';

/** What became of an index that was built in between. */
export type Adoption = 'saves' | 'slows' | 'saves nothing' | 'cannot tell' | 'not used' | 'not valid';

export interface IndexAdoption {
	/** Of a partitioned table the whole, with the size of its parts. */
	readonly index: MeasuredIndex;
	/** It has parts on partitions. */
	readonly partitioned: boolean;
	readonly verdict: Adoption;
	readonly uses: readonly IndexUse[];
}

export interface IndexChanges {
	readonly adoptions: readonly IndexAdoption[];
	/** There before, and not any more. */
	readonly dropped: readonly MeasuredIndex[];
	/** The same name with another definition. */
	readonly redefined: readonly {readonly before: MeasuredIndex; readonly after: MeasuredIndex}[];
	/** There all along and used before, but by no query or operation of the catalogue after. */
	readonly superseded: readonly MeasuredIndex[];
}

export function indexChanges(before: readonly MeasuredIndex[], after: readonly MeasuredIndex[], compared: ComparedEntries): IndexChanges {
	const had = new Map(before.map(index => [keyOf(index), index]));
	const has = new Map(after.map(index => [keyOf(index), index]));
	// A partition that was attached or detached in between took its parts along: nobody built or dropped an index.
	const isPartOf = (indexes: readonly MeasuredIndex[]) => {
		const names = new Set(indexes.map(({schema, name}) => `${schema}.${name}`));
		return ({partOf}: MeasuredIndex) => partOf !== null && names.has(partOf);
	};

	const [grew, shrank] = [isPartOf(before), isPartOf(after)];
	const built = after.filter(index => !had.has(keyOf(index)) && !grew(index));
	const families = indexFamilies(built);
	const sides = (side: 'before' | 'after') => [
		...compared.statements.map(one => one[side]),
		...compared.operations.flatMap(({chain, rewrites}) => [chain[side], ...rewrites.map(rewrite => rewrite[side])]),
	];
	const used = (side: 'before' | 'after') => new Set(sides(side).flatMap(one => one?.indexes ?? []));
	const [usedBefore, usedAfter] = [used('before'), used('after')];
	return {
		adoptions: families.map(family => adoptionOf(family, indexUses(family, families, compared))),
		dropped: before.filter(index => !has.has(keyOf(index)) && !shrank(index)),
		redefined: before.flatMap(index => {
			const now = has.get(keyOf(index));
			return now === undefined || now.definition === index.definition ? [] : [{before: index, after: now}];
		}),
		superseded: before.filter(index => has.has(keyOf(index)) && !index.constraint && usedBefore.has(index.name) && !usedAfter.has(index.name)),
	};
}

function keyOf({schema, name}: MeasuredIndex): string {
	return JSON.stringify([schema, name]);
}

function adoptionOf({index, names}: IndexFamily, uses: readonly IndexUse[]): IndexAdoption {
	return {index, partitioned: names.size > 1, uses, verdict: index.valid ? verdictOf(uses) : 'not valid'};
}

/** Useless is only what somebody's time bears witness of: fewer blocks are not all that an index can save. */
function verdictOf(uses: readonly IndexUse[]): Adoption {
	if (uses.length === 0) {
		return 'not used';
	}

	if (uses.some(({saves}) => saves)) {
		return 'saves';
	}

	return uses.some(({slows}) => slows) ? 'slows' : (uses.some(({told}) => told) ? 'saves nothing' : 'cannot tell');
}
