import {setTimeout} from 'node:timers/promises';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import {type OperationEvent, operationTrial, type OperationRequest} from '../experiment/operation-trial.ts';
import type {BoundParameter} from '../experiment/run.ts';
import {sampleCases} from '../workload/sample-cases.ts';

export interface OperateRequest {
	readonly operation: OperationEntry;
	readonly parameters: readonly BoundParameter[];
	readonly current: IndexConfiguration;
	/** Waited after every statement, ms; 0 for none. */
	readonly rttMs: number;
	readonly rounds?: number | undefined;
	readonly signal: AbortSignal;
}

/** What of an operation's trial the laboratory brings along. */
export type Bench = Pick<OperationRequest, 'session' | 'workbench' | 'rung' | 'facts' | 'indexes' | 'clock'>;

/** An operation with live values for each of its cases. */
export async function * operate(bench: Bench, {operation, parameters, rttMs, rounds, signal}: OperateRequest): AsyncGenerator<OperationEvent, void, void> {
	const cases = await sampleCases(bench.session, operation, parameters);
	yield * operationTrial({
		...bench,
		operation,
		parameters,
		cases,
		rttMs,
		rounds,
		signal,
		wait: async ms => setTimeout(ms, undefined, {signal}),
	});
}
