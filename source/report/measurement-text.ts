import type {Measurement, OperationMeasurement, StatementMeasurement} from '../experiment/measurement.ts';
import {median} from '../statistics/median.ts';
import {clip} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {alignColumns} from '../text/table.ts';
import {changeText} from '../view/overview-rows.ts';
import {planGist} from '../view/plan-gist.ts';
import {planOfRun, runBlocks, runTime} from '../view/run-figures.ts';

/** A line per query and operation, of the given width, or as wide as it takes. What is in turns with the baseline's indexes says so. */
export function measurementText({step, id, database, statements, operations, failures, leftOut, rttMs, server}: Measurement, width: number | null): string {
	const inTurns = [...statements, ...operations].some(({before}) => before !== null);
	const lines = [
		`${step} ${id}: ${sanitise(database.label)}, ${server.version}${inTurns ? '; in turns with the indexes of the baseline' : ''}`,
		...(statements.length === 0 ? [] : ['', ...alignColumns([['query', 'time', 'blocks', ...(inTurns ? ['change'] : []), 'plan'], ...statements.map(one => statementCells(one, inTurns))], {align: ['left', 'right', 'right', 'left', 'left']})]),
		...(operations.length === 0 ? [] : ['', ...alignColumns([['operation', 'chain', 'statements', ...(inTurns ? ['change'] : []), 'rewrite', 'time', ''], ...operations.flatMap(one => operationCells(one, inTurns))], {align: ['left', 'right', 'right', ...(inTurns ? ['left' as const] : []), 'left', 'right', 'left']})]),
		...(operations.length === 0 ? [] : [rttMs === 0 ? 'without a network in between; --rtt 1ms waits as one would' : `with ${formatMs(rttMs)} waited after every statement`]),
		...leftOut.map(({entry, lines: said}) => `left out: ${sanitise(entry)}: ${sanitise(said[0] ?? '')}`),
		...failures.map(({entry, lines: said}) => `failed: ${sanitise(entry)}: ${sanitise(said.join(' '))}`),
	];
	return lines.map(line => width === null ? line : clip(line, width)).join('\n');
}

function statementCells({run: {run, turns}}: StatementMeasurement, inTurns: boolean): readonly string[] {
	const plan = planOfRun(run);
	const blocks = runBlocks(plan);
	const change = turns?.role === 'current' ? changeText(turns) : '';
	return [sanitise(run.subject.entry), runTime(run), blocks === null ? '' : formatCount(blocks), ...(inTurns ? [change] : []), plan === null ? '' : planGist(plan)];
}

/** The change is that of the chain. */
function operationCells({run: {operation, chain, rewrites}, before}: OperationMeasurement, inTurns: boolean): readonly (readonly string[])[] {
	const [route] = before?.routes ?? [];
	const change = route === undefined ? '' : changeText({comparison: route.comparison, samePlan: route.samePlans});
	return rewrites.map(({name, samples, comparison}, at) => [
		...(at === 0 ? [sanitise(operation.name), typical(chain.samples), String(chain.typical.statements.length)] : ['', '', '']),
		...(inTurns ? [at === 0 ? change : ''] : []),
		sanitise(name), typical(samples), comparison === null ? 'answers differently' : formatRatio(comparison),
	]);
}

function typical(samples: readonly number[]): string {
	return samples.length === 0 ? '-' : formatMs(median(samples));
}
