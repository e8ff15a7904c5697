import {cellWidth, padEnd, padStart} from './cells.ts';

export type Align = 'left' | 'right';

/** Rows of cells as lines of aligned text: columns as wide as their widest cell, two spaces apart, no blanks at the end of a line. */
export function alignColumns(
	rows: readonly (readonly string[])[],
	{align = [], gap = 2}: {readonly align?: readonly Align[]; readonly gap?: number} = {},
): string[] {
	const widths: number[] = [];
	for (const row of rows) {
		row.forEach((cell, column) => {
			widths[column] = Math.max(widths[column] ?? 0, cellWidth(cell));
		});
	}

	return rows.map((row) =>
		row
			.map((cell, column) => (align[column] === 'right' ? padStart : padEnd)(cell, widths[column] ?? 0))
			.join(' '.repeat(gap))
			.trimEnd(),
	);
}
