import type {OperationRun, RouteResult} from '../experiment/operation-run.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {countLine} from './count-line.ts';
import type {Line} from './line.ts';
import {routeBlocks, routeReads} from './operation-figures.ts';
import {type WaterfallStep, waterfallSteps} from './waterfall-rows.ts';

/** Blocks of 8 kB that each route touches, the pinned configuration's before the current one's; then what each of its steps took. */
export function operationBufferRows(current: OperationRun, baseline: OperationRun | null): readonly Line[] {
	const before = baseline === null ? [] : [baseline.chain, ...baseline.rewrites];
	return [current.chain, ...current.rewrites].flatMap((result, at) => routeRows(result, before[at] ?? null));
}

function routeRows(now: RouteResult, before: RouteResult | null): readonly Line[] {
	const steps = waterfallSteps(now);
	const old = before === null ? null : waterfallSteps(before);
	const reads = routeReads(now);
	return [
		countLine(sanitise(now.name), before === null ? null : routeBlocks(before), routeBlocks(now), 'title'),
		...(reads === 0 ? [] : [countLine('  read', before === null ? null : routeReads(before), reads, 'read')]),
		...(steps.length === 1 ? [] : steps.map(step => countLine(sanitise(`  ${nameOf(step)}`), old === null ? null : old.find(each => each.step === step.step)?.blocks ?? 0, step.blocks, 'plain'))),
	];
}

function nameOf({step, statements}: WaterfallStep): string {
	return statements === 1 ? step : `${step} ×${formatCount(statements)}`;
}
