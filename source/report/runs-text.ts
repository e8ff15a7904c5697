import type {RunRecord} from '../experiment/run-record.ts';
import {clip} from '../text/cells.ts';
import {formatMoment} from '../text/moment.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {alignColumns} from '../text/table.ts';
import {changeText} from '../view/overview-rows.ts';
import {planOfRun, runBlocks, runTime} from '../view/run-figures.ts';

const head = ['run', 'when', 'query', 'indexes', 'rung', 'time', 'blocks', 'database', 'in turns'] as const;
const align = ['left', 'left', 'left', 'left', 'right', 'right', 'right', 'left', 'left'] as const;

/** `planflip runs`: a line per kept run, in the order given; of the given width, or as wide as it takes. */
export function runsText(records: readonly RunRecord[], width: number | null): string {
	const lines = alignColumns([head, ...records.map(record => cells(record))], {align: [...align]});
	return lines.map(line => width === null ? line : clip(line, width)).join('\n');
}

function cells({id, run, database, turns}: RunRecord): readonly string[] {
	const blocks = runBlocks(planOfRun(run));
	return [
		id,
		formatMoment(run.startedAt),
		sanitise(run.subject.entry),
		sanitise(run.indexes.name),
		String(run.rung.number),
		runTime(run),
		blocks === null ? '' : formatCount(blocks),
		sanitise(database.label),
		...(turns === null ? [] : [turns.role === 'baseline' ? `baseline of ${turns.current}` : changeText(turns)]),
	];
}
