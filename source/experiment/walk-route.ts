import type {OperationEntry, Route, Step} from '../catalog/operation-entry.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {followRoute} from './follow-route.ts';
import {locateError} from './locate-error.ts';
import type {RouteRun} from './operation-run.ts';
import type {BoundParameter} from './run.ts';

export interface WalkPorts {
	readonly session: Pick<Session, 'query'>;
	readonly operation: OperationEntry;
	/** Others wait for the end of the transaction. */
	readonly blocks: boolean;
	readonly wait: (ms: number) => Promise<void>;
	readonly signal: AbortSignal;
	readonly clock: {readonly ms: () => number};
	/** Of whoever sends the statements on: lines that it puts above each. */
	readonly linesAbove?: number;
}

/** Others wait a second at the most (rung 5): a statement that begins later than this (ms) might not end in time. */
const latestMs = 300;
/** statement_timeout and a user's cancel come with the same SQLSTATE. */
const stopped = '57014';

/** Walks along a route on the session, in a transaction that began at `begun` (ms). Errors name the step's line in the operation's file. */
export async function walkRoute(
	{session, operation, blocks, wait, signal, clock, linesAbove = 0}: WalkPorts, route: Route, values: readonly BoundParameter[], rttMs: number, begun = clock.ms(),
): Promise<RouteRun> {
	let at: Step | undefined;
	try {
		return await followRoute(route, new Map(values.map(({name, value}) => [name, value])), {
			now: clock.ms,
			async say(step, bound) {
				at = step;
				if (blocks && clock.ms() - begun > latestMs) {
					throw tooLong(route);
				}

				return session.query(step.sql, bound);
			},
			async wait() {
				if (rttMs === 0) {
					return 0;
				}

				const start = clock.ms();
				await wait(rttMs);
				return clock.ms() - start;
			},
		});
	} catch (error) {
		throw error instanceof PlanflipError && error.sqlState === stopped && !signal.aborted ? tooSlow(error, at, operation) : inTheFile(error, at, operation, linesAbove);
	}
}

function tooLong({name}: Route): PlanflipError {
	return new PlanflipError('permission', {
		message: `"${name}" takes longer than others may be made to wait here: its statements have to end within a second, together.`,
		hint: 'Measure it with the indexes as they are built, with a shorter --rtt, or where a flip makes nobody wait (rungs 1 and 2).',
	});
}

function tooSlow(cause: PlanflipError, step: Step | undefined, {file, line}: OperationEntry): PlanflipError {
	return new PlanflipError('input', {
		message: `The step "${step?.name ?? ''}" was stopped by its timeout; the operation has no time under these indexes.`,
		where: `${file}:${step?.line ?? line}`,
		hint: 'Measure it under other indexes, or with other values.',
		cause,
	});
}

function inTheFile(error: unknown, step: Step | undefined, {name, file, line}: OperationEntry, linesAbove: number): unknown {
	const subject = {entry: name, sql: step?.sql ?? '', parameters: [], file, line: step?.line ?? line};
	const located = locateError(error, subject, linesAbove);
	return located instanceof PlanflipError && step !== undefined && located !== error
		? new PlanflipError(located.kind, {...letter(located), message: `the step "${step.name}" failed: ${located.message}`})
		: located;
}

function letter({where, hint, sqlState, cause}: PlanflipError): {where?: string | undefined; hint?: string | undefined; sqlState?: string | undefined; cause: unknown} {
	return {where, hint, sqlState, cause};
}
