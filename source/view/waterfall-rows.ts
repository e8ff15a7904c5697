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

const nameWidth = 16;
const figuresWidth = 28;

/** One line a step: its name, its bar on the scale of the slowest route, its time, rows and blocks. `█` is the server, `─` everything around it. */
export function waterfallRows(result: RouteResult, scaleMs: number, width: number): readonly Line[] {
	const room = Math.max(10, width - nameWidth - figuresWidth);
	const cells = (ms: number) => scaleMs <= 0 ? 0 : Math.round(ms / scaleMs * room);
	return waterfallSteps(result).map(step => {
		const end = step.startMs + step.serverMs + step.wireMs + step.waitedMs;
		const from = Math.min(room - 1, cells(step.startMs));
		const server = Math.max(1, Math.min(room - from, cells(step.startMs + step.serverMs) - from));
		const rest = Math.max(0, Math.min(room, cells(end)) - from - server);
		const name = step.statements === 1 ? step.step : `${step.step} ×${step.statements}`;
		return [
			span(padEnd(clip(sanitise(name), nameWidth - 1), nameWidth), 'relation'),
			span(' '.repeat(from)),
			span('█'.repeat(server), 'heat2'),
			span('─'.repeat(rest), 'dim'),
			span(' '.repeat(Math.max(0, room - from - server - rest))),
			span(padStart(formatMs(end - step.startMs), 10), 'strong'),
			span(padStart(`${formatCount(step.rows)} ${step.rows === 1 ? 'row' : 'rows'}`, 9)),
			span(padStart(`${formatCount(step.blocks)} blk`, 9), 'hit'),
		];
	});
}

/** The time of the slowest route's typical walk: the width of the picture. */
export function waterfallScale(results: readonly RouteResult[]): number {
	return Math.max(0, ...results.map(({typical}) => routeMs(typical)));
}
