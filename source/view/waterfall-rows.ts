import type {RouteResult, ServerShare, StatementRun} from '../experiment/operation-run.ts';
import {routeMs} from '../experiment/route-time.ts';
import {clip, padEnd, padStart} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {type Line, span} from './line.ts';

/** A step of the waterfall: its statements one after the other; the many of a loop are one bar. Times in ms. */
export interface WaterfallStep {
	readonly step: string;
	readonly statements: number;
	/** Since the route began. */
	readonly startMs: number;
	/** The server's own part; at most what was measured around it. */
	readonly serverMs: number;
	/** The rest of what was measured: protocol, client, and the network where there is one. */
	readonly wireMs: number;
	/** Waited on top, for --rtt. */
	readonly waitedMs: number;
	readonly rows: number;
	readonly blocks: number;
}

export function waterfallSteps({typical, server}: Pick<RouteResult, 'typical' | 'server'>): readonly WaterfallStep[] {
	const steps: WaterfallStep[] = [];
	let startMs = 0;
	for (const [at, statement] of typical.statements.entries()) {
		const next = stepOf(statement, server[at] ?? notAsked, startMs);
		const last = steps.at(-1);
		startMs += statement.ms + statement.waitedMs;
		if (last?.step === next.step) {
			steps[steps.length - 1] = together(last, next);
		} else {
			steps.push(next);
		}
	}

	return steps;
}

const notAsked: ServerShare = {ms: 0, blocks: 0, read: 0, explain: ''};

function stepOf({step, ms, waitedMs, rows}: StatementRun, server: ServerShare, startMs: number): WaterfallStep {
	const serverMs = Math.min(server.ms, ms);
	return {step, statements: 1, startMs, serverMs, wireMs: ms - serverMs, waitedMs, rows, blocks: server.blocks};
}

function together(a: WaterfallStep, b: WaterfallStep): WaterfallStep {
	return {
		...a,
		statements: a.statements + b.statements,
		serverMs: a.serverMs + b.serverMs,
		wireMs: a.wireMs + b.wireMs,
		waitedMs: a.waitedMs + b.waitedMs,
		rows: a.rows + b.rows,
		blocks: a.blocks + b.blocks,
	};
}

/** From its first statement to the last row of its last one, and what was waited, ms. */
export function stepMs({serverMs, wireMs, waitedMs}: WaterfallStep): number {
	return serverMs + wireMs + waitedMs;
}

/** Which columns fit beside the bars, in cells. */
interface WaterfallColumns {
	readonly name: number;
	readonly bar: number;
	readonly time: number;
	readonly rows: number;
	readonly blocks: number;
}

/** The bars are what is looked at: figures give way, blocks first, for the Buffers pane has them too. */
function columnsFor(width: number): WaterfallColumns {
	const name = width < 60 ? 12 : 16;
	const time = 10;
	const rows = width < 44 ? 0 : 9;
	const blocks = width < 64 ? 0 : 11;
	return {name, time, rows, blocks, bar: Math.max(8, width - name - time - rows - blocks)};
}

/**
 * One line a step: its name, its bar on the scale of the slowest route, its time, rows and blocks. `█` is the server, `─` what is around it,
 * `·` what was waited for --rtt.
 */
export function waterfallRows(result: RouteResult, scaleMs: number, width: number): readonly Line[] {
	const columns = columnsFor(width);
	return waterfallSteps(result).map(step => {
		const times = step.statements === 1 ? '' : ` ×${step.statements}`;
		return [
			span(padEnd(`${clip(sanitise(step.step), columns.name - 1 - times.length)}${times}`, columns.name), 'relation'),
			...barSpans(step, scaleMs, columns.bar),
			span(padStart(formatMs(stepMs(step)), columns.time), 'strong'),
			span(columns.rows === 0 ? '' : padStart(`${formatCount(step.rows)} ${step.rows === 1 ? 'row' : 'rows'}`, columns.rows)),
			span(columns.blocks === 0 ? '' : padStart(`${formatCount(step.blocks)} blk`, columns.blocks), 'hit'),
		];
	});
}

/** The server's part is always seen; the others where they fill half a cell. */
function barSpans({startMs, serverMs, wireMs, waitedMs}: WaterfallStep, scaleMs: number, room: number): Line {
	const cells = (ms: number) => scaleMs <= 0 ? 0 : Math.round(ms / scaleMs * room);
	const from = Math.min(room - 1, cells(startMs));
	const served = Math.min(room, Math.max(from + 1, cells(startMs + serverMs)));
	const answered = Math.min(room, Math.max(served, cells(startMs + serverMs + wireMs)));
	const end = Math.min(room, Math.max(answered, cells(startMs + serverMs + wireMs + waitedMs)));
	return [
		span(' '.repeat(from)),
		span('█'.repeat(served - from), 'heat2'),
		span('─'.repeat(answered - served), 'key'),
		span('·'.repeat(end - answered), 'dim'),
		span(' '.repeat(room - end)),
	];
}

/** What the bars are drawn with. */
export function waterfallLegend(waits: boolean): Line {
	return [span('█', 'heat2'), span(' server  ', 'dim'), span('─', 'key'), span(' wire and client', 'dim'), ...(waits ? [span('  · waited for --rtt', 'dim')] : [])];
}

/** The time of the slowest route's typical walk: the width of the picture. */
export function waterfallScale(results: readonly RouteResult[]): number {
	return Math.max(0, ...results.map(({typical}) => routeMs(typical)));
}
