import type {ColumnStatistics} from '../database/read-column-statistics.ts';

/** The largest number of each integer type. */
const integers: Readonly<Record<string, bigint>> = {smallint: 32_767n, integer: 2_147_483_647n, bigint: 9_223_372_036_854_775_807n};

/**
 * A value of the type that is unlike any that the statistics know, as text; undefined for a type of which every value may be there
 * (boolean, enum) or whose form nobody knows. Whether it really is absent only the rows tell that it finds.
 */
export function absentValue(type: string, statistics: Pick<ColumnStatistics, 'common' | 'bounds'> | null): string | undefined {
	const known = [...statistics?.common.map(({value}) => value) ?? [], ...statistics?.bounds ?? []];
	const largest = integers[type];
	if (largest !== undefined) {
		const numbers = known.filter(value => /^-?\d+$/.test(value)).map(BigInt);
		const highest = numbers.reduce((a, b) => a > b ? a : b, 0n);
		const lowest = numbers.reduce((a, b) => a < b ? a : b, 0n);
		return numbers.length === 0 ? String(largest) : String(highest < largest ? highest + 1n : lowest - 1n);
	}

	switch (type) {
		case 'numeric':
		case 'real':
		case 'double precision': {
			const highest = Math.max(0, ...known.map(Number).filter(Number.isFinite));
			return String(Math.ceil(highest) + 1);
		}

		case 'text':
		case 'character varying':
		case 'citext': {
			return 'planflip: no such value';
		}

		case 'uuid': {
			return '00000000-0000-4000-8000-000000000000';
		}

		case 'date': {
			return '4000-01-01';
		}

		case 'timestamp without time zone':
		case 'timestamp with time zone': {
			return '4000-01-01 00:00:00';
		}

		default: {
			return undefined;
		}
	}
}
