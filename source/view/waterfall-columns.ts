import type {Route} from '../catalog/operation-entry.ts';
import type {OperationRun, RouteResult} from '../experiment/operation-run.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatRatio} from '../text/ratio.ts';
import {justifyLine, lineWidth} from './fit-line.ts';
import {type Line, type Span, span} from './line.ts';
import {routeMedian, wrongAnswers} from './operation-figures.ts';
import {answerRemarks, loopRemarks, waitRemark} from './operation-rows.ts';
import {asksForEachRow, statementFormula} from './statement-count.ts';
import {waterfallLegend, waterfallRows, waterfallScale} from './waterfall-rows.ts';
import {wrapLine} from './wrap-line.ts';

/** A line of the waterfall; `step` is the place of the step it shows among all steps, null for what is no step. */
export interface WaterfallLine {
	readonly line: Line;
	readonly step: number | null;
}

/** Routes one under the other, of one width. */
export interface WaterfallColumn {
	readonly width: number;
	readonly lines: readonly WaterfallLine[];
}

/** From so many cells on the chain stands beside what could replace it. */
const wide = 110;
/** Cells between two columns. */
export const columnGap = 2;

/** The chain and what could replace it, on one scale of time: side by side where that fits, else one under the other. */
export function waterfallColumns(run: OperationRun, width: number): readonly WaterfallColumn[] {
	const {chain, rewrites, operation} = run;
	const sideBySide = width >= wide;
	const column = sideBySide ? Math.floor((width - columnGap) / 2) : width;
	const scale = waterfallScale([chain, ...rewrites]);
	const wrong = new Set(wrongAnswers(run).map(({rewrite}) => rewrite));
	let step = 0;
	const block = (result: RouteResult, route: Route, verdict: Line): readonly WaterfallLine[] => [
		...routeHead(result, route, verdict, column).map(line => ({line, step: null})),
		...waterfallRows(result, scale, column).map(line => ({line, step: step++})),
	];
	const left = block(chain, operation.chain, []);
	const right = rewrites.flatMap((result, at): readonly WaterfallLine[] => {
		const verdict = wrong.has(result.name) ? [span('ANSWERS DIFFERENTLY', 'error')] : verdictSpans(result.comparison);
		return [...(at === 0 && sideBySide ? [] : [blank]), ...block(result, operation.rewrites[at] ?? operation.chain, verdict)];
	});
	return sideBySide ? [{width: column, lines: left}, {width: width - columnGap - column, lines: right}] : [{width, lines: [...left, ...right]}];
}

const blank: WaterfallLine = {line: [], step: null};

function verdictSpans(comparison: Comparison | null): Line {
	return comparison === null ? [] : [span(formatRatio(comparison), comparison.verdict === 'faster' || comparison.verdict === 'slower' ? comparison.verdict : 'dim')];
}

/** Name, statements and time; the verdict beside them, or on a line of its own. */
function routeHead(result: RouteResult, route: Route, verdict: Line, width: number): readonly Line[] {
	const sent = result.typical.statements.length;
	const count = asksForEachRow(route) ? `${statementFormula(route)} = ${sent}` : `${sent} ${sent === 1 ? 'statement' : 'statements'}`;
	const trips = asksForEachRow(route) ? '' : `, ${sent} round ${sent === 1 ? 'trip' : 'trips'}`;
	const median = routeMedian(result);
	const start: Line = [span(sanitise(result.name), 'title'), span(`  ${count}`, asksForEachRow(route) ? 'warn' : 'plain'), span(width < 60 ? '' : trips, 'dim')];
	const time: Line = median === null ? [] : [span(` ${formatMs(median)}`, 'strong')];
	const long = verdict.length > 0 && lineWidth([...start, span('  '), ...verdict, span('  '), ...time]) > width;
	return [
		justifyLine(start, [...(long || verdict.length === 0 ? [] : [...verdict, span('  ')]), ...time], width),
		...(long ? wrapLine(verdict, width) : []),
	];
}

/** What a wrong rewrite answers, loud and first; nothing where all answer alike. */
export function alarmLines(run: OperationRun, width: number): readonly Line[] {
	return answerRemarks(run).filter(({tone}) => tone === 'error').flatMap(remark => wrapLine([remark], width));
}

/** Under the waterfall: what its signs mean, that the answers are alike, the N+1, and what was waited. */
export function waterfallRemarks(run: OperationRun, width: number): readonly Line[] {
	const remarks: readonly Span[] = [...loopRemarks(run), ...answerRemarks(run).filter(({tone}) => tone !== 'error'), waitRemark(run)];
	return [waterfallLegend(run.rttMs > 0), ...remarks.flatMap(remark => wrapLine([remark], width))];
}
