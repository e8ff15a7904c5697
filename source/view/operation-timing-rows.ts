import type {OperationDelta, OperationRun, RouteResult} from '../experiment/operation-run.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {clip, padEnd} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatRatio} from '../text/ratio.ts';
import {sparkline} from '../text/sparkline.ts';
import {type Line, span} from './line.ts';
import {operationDeltaRows} from './operation-delta-rows.ts';
import {routeMedian, wrongAnswers} from './operation-figures.ts';

/** What the Timing pane knows of an operation at this moment. */
export interface OperationTiming {
	readonly run: OperationRun;
	readonly delta: OperationDelta | null;
	/** Set while samples are taken. */
	readonly progress: {readonly taken: number; readonly aim: number} | null;
	/** Why there is no other configuration to compare with although another one is pinned; null where there is, or none is. */
	readonly alone: string | null;
}

/** What was waited, each route with its ratio to the chain, then each route against the pinned configuration. */
export function operationTimingRows({run, delta, progress, alone}: OperationTiming, width: number): readonly Line[] {
	const results = [run.chain, ...run.rewrites];
	const name = Math.min(16, Math.max(...results.map(result => result.name.length)) + 1);
	const label = (text: string) => span(padEnd(clip(sanitise(text), name - 1), name), 'dim');
	const wrong = new Set(wrongAnswers(run).map(({rewrite}) => rewrite));
	return [
		waitLine(run),
		...(progress === null ? [] : [[span(progress.aim === 0 ? 'walking each route once' : `measuring round ${progress.taken} of ${progress.aim}`, 'dim')]]),
		[label(run.chain.name), ...timeSpans(run.chain)],
		...run.rewrites.map((result): Line => [
			label(result.name), ...timeSpans(result), span(' '), ...(wrong.has(result.name) ? [span(' answers differently', 'error')] : ratioSpans(result.comparison)),
		]),
		...sureLine(run),
		...(delta === null ? [] : operationDeltaRows(delta, {blocks: false})),
		...(alone === null ? [] : [[span(alone, 'warn')]]),
		...sparkLines(results, label, Math.max(4, width - name)),
	];
}

/** The round trip stands where the times are: they contain it. */
function waitLine({rttMs, chain}: OperationRun): Line {
	if (rttMs === 0) {
		return [span('rtt 0', 'title'), span(', no network in between; ', 'dim'), span('w', 'key'), span(' waits for one', 'dim')];
	}

	const {statements} = chain.typical;
	const mean = statements.reduce((sum, {waitedMs}) => sum + waitedMs, 0) / Math.max(1, statements.length);
	return [span(`rtt ${formatMs(rttMs)}`, 'title'), span(` really waited (${formatMs(mean)})`, 'dim')];
}

function timeSpans(result: RouteResult): Line {
	const ms = routeMedian(result);
	return ms === null ? [span('-', 'dim')] : [span(formatMs(ms), 'strong')];
}

function ratioSpans(comparison: Comparison | null): Line {
	return comparison === null ? [] : [span(` ${formatRatio(comparison)}`, comparison.verdict === 'faster' || comparison.verdict === 'slower' ? comparison.verdict : 'dim')];
}

/** All routes on one scale, from zero. */
function sparkLines(results: readonly RouteResult[], label: (text: string) => Line[number], room: number): readonly Line[] {
	const highest = Math.max(0, ...results.flatMap(({samples}) => samples));
	return results.filter(({samples}) => samples.length > 0).map(({name, samples}) => [label(name), span(sparkline(samples, room, {zeroBased: true, highest}), 'title')]);
}

function sureLine({rewrites}: OperationRun): readonly Line[] {
	const comparison = rewrites.find(rewrite => rewrite.comparison !== null)?.comparison ?? null;
	return comparison === null ? [] : [[span(`${comparison.pairs} rounds in turns, ${Math.floor(100 * comparison.confidence)} % sure`, 'dim')]];
}
