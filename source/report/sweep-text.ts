import type {Sweep} from '../experiment/sweep.ts';
import {sweepFindings, sweepHead} from '../view/sweep-rows.ts';
import {sweepTable} from '../view/sweep-table.ts';
import {fitLine} from '../view/fit-line.ts';
import {lineText} from '../view/line.ts';

/** `planflip parameters ENTRY`: the table by plans, and what it comes to. */
export function sweepText(sweep: Sweep, {warnings, ids}: {readonly warnings: readonly string[]; readonly ids: readonly string[] | null}, width: number): string {
	const lines = (all: ReadonlyArray<Parameters<typeof lineText>[0]>) => all.map(line => lineText(line).trimEnd());
	return [
		`${sweep.entry}`,
		`${sweep.server.version}, ${sweep.rung.badge}`,
		...lines(sweepHead(sweep, width)),
		'',
		...lines(sweepTable(sweep, width).map(({line}) => fitLine(line, width))),
		'',
		...lines(sweepFindings(sweep, width)),
		...(warnings.length === 0 ? [] : ['', 'warnings', ...warnings.map(warning => `  ${warning}`)]),
		...(ids === null || ids.length === 0 ? [] : ['', `kept as runs ${ids.join(', ')}`]),
	].join('\n');
}
