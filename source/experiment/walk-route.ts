import type {OperationEntry, Route, Step} from '../catalog/operation-entry.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {followRoute} from './follow-route.ts';
import {locateError} from './locate-error.ts';
import type {RouteRun} from './operation-run.ts';
import type {BoundParameter} from './run.ts';

export interface WalkPorts {
	readonly session: Session;
	readonly operation: OperationEntry;
	readonly wait: (ms: number) => Promise<void>;
	readonly clock: {readonly ms: () => number};
}

/** Walks along a route on the session. Errors name the step's line in the operation's file. */
export async function walkRoute({session, operation, wait, clock}: WalkPorts, route: Route, values: readonly BoundParameter[], rttMs: number): Promise<RouteRun> {
	let at: Step | undefined;
	try {
		return await followRoute(route, new Map(values.map(({name, value}) => [name, value])), {
			now: clock.ms,
			async say(step, bound) {
				at = step;
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
		throw inTheFile(error, at, operation);
	}
}

function inTheFile(error: unknown, step: Step | undefined, {name, file, line}: OperationEntry): unknown {
	const subject = {entry: name, sql: step?.sql ?? '', parameters: [], file, line: step?.line ?? line};
	const located = locateError(error, subject, 0);
	return located instanceof PlanflipError && step !== undefined && located !== error
		? new PlanflipError(located.kind, {...letter(located), message: `the step "${step.name}" failed: ${located.message}`})
		: located;
}

function letter({where, hint, sqlState, cause}: PlanflipError): {where?: string | undefined; hint?: string | undefined; sqlState?: string | undefined; cause: unknown} {
	return {where, hint, sqlState, cause};
}
