import type {MeasuredIndex} from '../experiment/measurement.ts';

/** An index with its parts: of a partitioned table, plans name the parts only. One that stands alone is a family of itself. */
export interface IndexFamily {
	/** The whole; its size is that of all together. */
	readonly index: MeasuredIndex;
	readonly names: ReadonlySet<string>;
	/** Tables, or partitions, that they are on. */
	readonly tables: ReadonlySet<string>;
}

/** Each whole once, with its parts; a part whose whole is not among them stands for itself. */
export function indexFamilies(indexes: readonly MeasuredIndex[]): readonly IndexFamily[] {
	const present = new Set(indexes.map(index => nameOf(index)));
	return indexes.filter(({partOf}) => partOf === null || !present.has(partOf)).map(index => {
		const members = [index, ...indexes.filter(({partOf}) => partOf === nameOf(index))];
		return {
			index: {...index, bytes: members.reduce((sum, {bytes}) => sum + bytes, 0)},
			names: new Set(members.map(({name}) => name)),
			tables: new Set(members.map(({table}) => table)),
		};
	});
}

function nameOf({schema, name}: MeasuredIndex): string {
	return `${schema}.${name}`;
}
