import {configurationKey, type IndexConfiguration} from '../catalog/index-configuration.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {OperationRun} from '../experiment/operation-run.ts';
import type {Run} from '../experiment/run.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {clip, padEnd, padStart} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {formatMomentShort} from '../text/moment.ts';
import {sanitise} from '../text/plain.ts';
import {formatCompact} from '../text/quantity.ts';
import {sparkline} from '../text/sparkline.ts';
import {type Line, span} from './line.ts';
import {bestRewrite, routeBlocks, routeMedian} from './operation-figures.ts';
import {planOfRun, runBlocks, runTime, typicalMs} from './run-figures.ts';

/** A kept run as a row of the Timing pane. */
export interface PastRun {
	readonly id: string;
	readonly startedAt: Date;
	/** What was run: text, values, and of an operation the round trip's time. */
	readonly what: string;
	readonly indexes: {readonly name: string; readonly configuration: IndexConfiguration};
	readonly time: string;
	/** Median ms, of an operation the chain's; null when it was stopped by its timeout. */
	readonly ms: number | null;
	readonly blocks: number | null;
}

export function pastRun({id, run}: RunRecord): PastRun {
	return {
		id,
		startedAt: run.startedAt,
		what: whatOf(run),
		indexes: run.indexes,
		time: runTime(run),
		ms: run.timedOutMs === null ? typicalMs(run) : null,
		blocks: runBlocks(planOfRun(run)),
	};
}

/** Of an operation: the time of the chain and of the best rewrite, the blocks of the chain. */
export function pastOperation({id, run}: OperationRecord): PastRun {
	const best = run.rewrites.find(({name}) => name === bestRewrite(run)?.name);
	const ms = routeMedian(run.chain);
	return {
		id,
		startedAt: run.startedAt,
		what: whatOf(run),
		indexes: run.indexes,
		time: best === undefined ? formatMs(ms) : `${formatMs(ms)} → ${formatMs(routeMedian(best))}`,
		ms,
		blocks: routeBlocks(run.chain),
	};
}

function whatOf(run: Run | OperationRun): string {
	return run.kind === 'Run'
		? JSON.stringify([run.subject.sql, run.subject.parameters.map(({value}) => value)])
		: JSON.stringify([[run.operation.chain, ...run.operation.rewrites].flatMap(({steps}) => steps.map(({sql}) => sql)), run.parameters.map(({value}) => value), run.rttMs]);
}

/** More of them are found with `planflip runs`. */
const mostShown = 8;
/** Fewer medians than this make no line. */
const fewest = 3;

/** What was measured of this query on this database before: when, median, blocks, configuration; newest first. `shown` is the run above. */
export function pastRows(past: readonly PastRun[], shown: Run | OperationRun | null, width: number): readonly Line[] {
	const before = past.filter(({startedAt}) => startedAt.getTime() !== shown?.startedAt.getTime());
	const [newest] = before;
	if (newest === undefined) {
		return [];
	}

	const rows = before.slice(0, mostShown);
	const now = shown?.startedAt ?? newest.startedAt;
	const cells = rows.map(run => ({run, when: formatMomentShort(run.startedAt, now), blocks: run.blocks === null ? '-' : formatCompact(run.blocks)}));
	const widest = (of: (cell: (typeof cells)[number]) => string) => Math.max(...cells.map(cell => of(cell).length));
	const [when, time, blocks] = [widest(cell => cell.when), widest(cell => cell.run.time), widest(cell => cell.blocks)];
	const others = rows.some(run => isOther(run, shown));
	return [
		[],
		trend(before, shown, width),
		...cells.map((cell): Line => [
			span(`${padEnd(cell.when, when)} `, 'dim'),
			span(padStart(cell.run.time, time)),
			span(` ${padStart(cell.blocks, blocks)} `, 'hit'),
			span(clip(`${isOther(cell.run, shown) ? '*' : ''}${sanitise(cell.run.indexes.name)}`, Math.max(4, width - when - time - blocks - 3)), 'dim'),
		]),
		...(others ? [[span(`* other values${shown?.kind === 'OperationRun' ? ', round trip' : ''} or text`, 'dim')]] : []),
	];
}

/** Medians of the configuration that is shown, oldest first, up to now. */
function trend(before: readonly PastRun[], shown: Run | OperationRun | null, width: number): Line {
	const key = shown === null ? null : configurationKey(shown.indexes.configuration);
	const now = shown === null ? null : (shown.kind === 'Run' ? typicalMs(shown) : routeMedian(shown.chain));
	const alike = before.filter(run => configurationKey(run.indexes.configuration) === key && !isOther(run, shown) && run.ms !== null);
	const medians = [...alike.map(({ms}) => ms ?? 0).reverse(), ...(now === null ? [] : [now])];
	return medians.length < fewest
		? [span('before', 'dim')]
		: [span('before    ', 'dim'), span(sparkline(medians, Math.max(4, width - 10), {zeroBased: true}), 'dim')];
}

/** Measured with other parameters, after another round trip, or before the text was changed. */
function isOther({what}: PastRun, shown: Run | OperationRun | null): boolean {
	return shown !== null && what !== whatOf(shown);
}
