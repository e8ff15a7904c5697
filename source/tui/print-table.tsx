import chalk from 'chalk';
import {renderToString} from 'ink';
import {Table} from 'ink-table';
import {sanitise} from '../text/plain.ts';

/** As wide as it needs to be: whoever reads a report in a file scrolls sideways. */
const columns = 10_000;

/**
 * A static table as text. ink-table rules off every row; here only where the first column begins something new, so that
 * rows which belong together stand together.
 */
export function printTable(rows: ReadonlyArray<Readonly<Record<string, string>>>): string {
	chalk.level = 0;
	const plain = rows.map(row => Object.fromEntries(Object.entries(row).map(([column, text]) => [column, sanitise(text)])));
	const lines = renderToString(<Table data={plain}/>, {columns}).split('\n').map(line => line.trimEnd());
	return lines.filter((line, at) => !line.startsWith('├') || !/^│\s+│/.test(lines[at + 1] ?? '')).join('\n');
}
