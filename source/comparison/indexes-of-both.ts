import type {MeasuredIndex, MeasuredTable, Measurement} from '../experiment/measurement.ts';

/**
 * The indexes of two measurements that can be held against each other. A measurement knows the indexes of the tables that its catalogue reads or has indexes of: where the catalogue
 * has changed, those of a table that only one of them looked at are not known to be new, or gone.
 */
export function indexesOfBoth(before: Measurement, after: Measurement): {readonly before: readonly MeasuredIndex[]; readonly after: readonly MeasuredIndex[]} {
	const [had, has] = [tableNames(before.tables), tableNames(after.tables)];
	const alike = (index: MeasuredIndex) => had.has(tableOf(index)) === has.has(tableOf(index));
	return {before: before.indexes.filter(index => alike(index)), after: after.indexes.filter(index => alike(index))};
}

function tableNames(tables: readonly MeasuredTable[]): ReadonlySet<string> {
	return new Set(tables.map(({schema, name}) => JSON.stringify([schema, name])));
}

function tableOf({schema, table}: MeasuredIndex): string {
	return JSON.stringify([schema, table]);
}
