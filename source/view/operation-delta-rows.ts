import type {OperationDelta, RouteDelta, RouteResult} from '../experiment/operation-run.ts';
import {formatDelta} from '../text/delta.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {type Line, span} from './line.ts';
import {routeBlocks, routeMedian} from './operation-figures.ts';

/** Every route under the pinned configuration and under the current one: medians, ratio with interval; blocks, unless they stand elsewhere. */
export function operationDeltaRows({baseline, current, routes}: OperationDelta, {blocks = true}: {readonly blocks?: boolean} = {}): readonly Line[] {
	const before = [baseline.chain, ...baseline.rewrites];
	const now = [current.chain, ...current.rewrites];
	return [
		[span(`against [${sanitise(baseline.indexes.name)}]`, 'dim')],
		...routes.flatMap((route, at) => {
			const [was, is] = [before[at], now[at]];
			return was === undefined || is === undefined ? [] : [[...deltaLine(route, was, is), ...(blocks ? blockSpans(was, is) : [])]];
		}),
	];
}

function deltaLine({name, comparison, samePlans}: RouteDelta, was: RouteResult, is: RouteResult): Line {
	const tone = comparison.verdict === 'faster' || comparison.verdict === 'slower' ? comparison.verdict : 'dim';
	return [
		span(`${sanitise(name)}  `, 'title'),
		span(`${formatMs(routeMedian(was))} → `, 'dim'),
		span(`${formatMs(routeMedian(is))}  `, 'strong'),
		span(samePlans ? '~ same plans, no difference' : formatRatio(comparison), samePlans ? 'dim' : tone),
	];
}

function blockSpans(was: RouteResult, is: RouteResult): Line {
	const [old, now] = [routeBlocks(was), routeBlocks(is)];
	return old === now ? [] : [span(`  blocks ${formatCount(old)} → ${formatCount(now)} `, 'dim'), span(formatDelta(old, now), now < old ? 'better' : 'worse')];
}
