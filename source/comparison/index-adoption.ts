import type {MeasuredIndex} from '../experiment/measurement.ts';
import type {Verdict} from '../statistics/comparison.ts';
import type {StatementComparison} from './statement-comparison.ts';
import {tableBlocks} from './table-blocks.ts';

/** A query whose plan uses the index. */
export interface IndexUse {
	readonly comparison: StatementComparison;
	/** Other new indexes in the same plan: the time is theirs too. */
	readonly beside: readonly string[];
	/** Of 8 kB, touched in the index's table and its indexes; null where nobody counted. */
	readonly blocks: {readonly before: number; readonly after: number} | null;
	readonly time: Verdict | null;
	/** Fewer blocks in its table, or less time and no other index to thank for it; and not slower. */
	readonly saves: boolean;
}

/** What became of an index that was built in between. */
export type Adoption = 'saves' | 'saves nothing' | 'not used' | 'not valid';

export interface IndexAdoption {
	readonly index: MeasuredIndex;
	readonly verdict: Adoption;
	readonly uses: readonly IndexUse[];
}

export interface IndexChanges {
	readonly adoptions: readonly IndexAdoption[];
	/** There before, and not any more. */
	readonly dropped: readonly MeasuredIndex[];
	/** The same name with another definition. */
	readonly redefined: readonly {readonly before: MeasuredIndex; readonly after: MeasuredIndex}[];
	/** There all along and used before, but by no query of the catalogue after. */
	readonly superseded: readonly MeasuredIndex[];
}

export function indexChanges(before: readonly MeasuredIndex[], after: readonly MeasuredIndex[], statements: readonly StatementComparison[]): IndexChanges {
	const had = new Map(before.map(index => [keyOf(index), index]));
	const has = new Map(after.map(index => [keyOf(index), index]));
	const built = after.filter(index => !had.has(keyOf(index)));
	const names = new Set(built.map(({name}) => name));
	const uses = (side: 'before' | 'after', {name}: MeasuredIndex) => statements.some(one => one[side]?.indexes.includes(name) ?? false);
	return {
		adoptions: built.map(index => adoptionOf(index, names, statements)),
		dropped: before.filter(index => !has.has(keyOf(index))),
		redefined: before.flatMap(index => {
			const now = has.get(keyOf(index));
			return now === undefined || now.definition === index.definition ? [] : [{before: index, after: now}];
		}),
		superseded: before.filter(index => has.has(keyOf(index)) && !index.constraint && uses('before', index) && !uses('after', index)),
	};
}

function keyOf({schema, name}: MeasuredIndex): string {
	return JSON.stringify([schema, name]);
}

function adoptionOf(index: MeasuredIndex, names: ReadonlySet<string>, statements: readonly StatementComparison[]): IndexAdoption {
	const uses = statements.flatMap((comparison): readonly IndexUse[] => {
		const {before, after, verdict} = comparison;
		if (after === null || !after.indexes.includes(index.name)) {
			return [];
		}

		const [was, is] = [tableBlocks(before?.plan ?? null, index.table), tableBlocks(after.plan, index.table)];
		const blocks = was === null || is === null || comparison.basis === 'none' ? null : {before: was, after: is};
		const time = verdict?.verdict ?? null;
		const beside = after.indexes.filter(name => name !== index.name && names.has(name));
		const fewer = blocks !== null && blocks.after < blocks.before;
		return [{comparison, beside, blocks, time, saves: time !== 'slower' && (fewer || (time === 'faster' && beside.length === 0))}];
	});
	return {index, uses, verdict: index.valid ? (uses.length === 0 ? 'not used' : (uses.some(({saves}) => saves) ? 'saves' : 'saves nothing')) : 'not valid'};
}
