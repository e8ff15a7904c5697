import type {OperationRecord} from '../experiment/operation-record.ts';
import type {KeptRecord} from '../experiment/run-history.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {clip} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {formatMoment} from '../text/moment.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {alignColumns} from '../text/table.ts';
import {bestRewrite, routeBlocks, routeMedian, wrongAnswers} from '../view/operation-figures.ts';
import {changeText} from '../view/overview-rows.ts';
import {planOfRun, runBlocks, runTime} from '../view/run-figures.ts';

const head = ['run', 'when', 'query', 'indexes', 'rung', 'time', 'blocks', 'database', 'in turns'] as const;
const align = ['left', 'left', 'left', 'left', 'right', 'right', 'right', 'left', 'left'] as const;

/** `planflip runs`: a line per kept run, in the order given; of the given width, or as wide as it takes. */
export function runsText(records: readonly KeptRecord[], width: number | null): string {
	const lines = alignColumns([head, ...records.map(record => record.kind === 'RunRecord' ? cells(record) : operationCells(record))], {align: [...align]});
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

/** Time and blocks are the chain's; beside it what the best rewrite gains. */
function operationCells({id, run, database, turns}: OperationRecord): readonly string[] {
	return [
		id,
		formatMoment(run.startedAt),
		`${sanitise(run.operation.name)} (operation)`,
		sanitise(run.indexes.name),
		String(run.rung.number),
		`${formatMs(routeMedian(run.chain))}${run.rttMs === 0 ? '' : ` at rtt ${formatMs(run.rttMs)}`}`,
		formatCount(routeBlocks(run.chain)),
		sanitise(database.label),
		turns?.role === 'baseline' ? `baseline of ${turns.current}` : rewriteText(run),
	];
}

function rewriteText(run: OperationRecord['run']): string {
	const [wrong] = wrongAnswers(run);
	const best = bestRewrite(run);
	return wrong === undefined
		? (best === null ? '' : `${sanitise(best.name)}: ${formatRatio(best.comparison)}`)
		: `${sanitise(wrong.rewrite)} answers differently`;
}
