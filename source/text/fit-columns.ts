import {cellWidth} from './cells.ts';

/** The places of those columns of a table that are as wide as there is room, when those that matter least are left out first. */
export function fitColumns(rows: readonly (readonly string[])[], width: number, leastFirst: readonly number[], gap = 2): readonly number[] {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => cellWidth(row[column] ?? ''))));
	let places = widths.map((_, column) => column);
	for (const column of leastFirst) {
		const needed = places.reduce((sum, place) => sum + (widths[place] ?? 0) + gap, -gap);
		if (needed <= width) {
			break;
		}

		places = places.filter(place => place !== column);
	}

	return places;
}
