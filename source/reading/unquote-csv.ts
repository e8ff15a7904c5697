import {type Line, nextFilled} from './line.ts';

const name = 'QUERY PLAN';
const header = /^ *"?QUERY PLAN"? *$/;

/** Rows in quotes, as pgAdmin, DBeaver and `psql --csv` copy them: one row a line, or all of a plan in one. */
export function isCsv(lines: readonly Line[]): boolean {
	const first = nextFilled(lines, 0);
	const hasHeader = header.test(lines[first]?.text ?? '');
	const content = lines[hasHeader ? nextFilled(lines, first + 1) : first]?.text ?? '';
	// Rows of text need no quotes when there is nothing in them that does. A rule below the heading is psql's.
	const hasRows = hasHeader && /^[A-Z]/.test(content) && lines.some(({text}) => /^"[^"]/.test(text));
	return content.startsWith('"') || hasRows || lines.some(({text}) => text.startsWith(`${name},`));
}

/** Where a row in quotes ends in this line: at its last quote, unless that is one of a pair, which stands for a quote in the text. */
function endOfRow(content: string): number {
	const shown = content.trimEnd().replace(/[,;]$/, '');
	let quotes = 0;
	while (shown.at(-1 - quotes) === '"') {
		quotes++;
	}

	return quotes % 2 === 1 ? shown.length - 1 : -1;
}

/** The rows without their quotes. A line that is not in quotes is left as it is. */
export function unquoteCsv(lines: readonly Line[]): readonly Line[] {
	let inQuotes = false;
	return lines.map(({text: row, number}): Line => {
		// With \x, every row has the column's name before it.
		const text = !inQuotes && row.startsWith(`${name},`) ? row.slice(name.length + 1) : row;
		if (!inQuotes && !text.startsWith('"')) {
			return {text, number};
		}

		const content = inQuotes ? text : text.slice(1);
		const end = endOfRow(content);
		inQuotes = end < 0;
		return {text: (end < 0 ? content : content.slice(0, end)).replaceAll('""', '"'), number};
	});
}
