import {setTimeout} from 'node:timers/promises';
import {type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import {PlanflipError} from '../errors.ts';
import type {OperationEvent} from '../experiment/operation-events.ts';
import {operationTrial} from '../experiment/operation-trial.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import {type Rung, rungOf} from '../experiment/rung.ts';
import type {Workbench} from '../experiment/workbench.ts';
import {sampleCases} from '../workload/sample-cases.ts';
import type {Bench} from './bench.ts';

export interface OperateRequest {
	readonly operation: OperationEntry;
	readonly parameters: readonly BoundParameter[];
	readonly current: IndexConfiguration;
	/** Measured in turns with the current one, where it can be executed; null, or equal to current: measured alone. */
	readonly baseline?: IndexConfiguration | null | undefined;
	/** Waited after every statement, ms; 0 for none. */
	readonly rttMs: number;
	readonly rounds?: number | undefined;
	/** Default: the run is kept where there is a history. */
	readonly keep?: boolean | undefined;
	readonly signal: AbortSignal;
}

/** What of the laboratory an operation is tried on. */
export type OperationBench = Pick<Bench, 'session' | 'workbench' | 'workbenchFor' | 'rung' | 'facts' | 'universe' | 'named'>;

/** An operation with live values for each of its cases. */
export async function * operate(bench: OperationBench, clock: {readonly date: () => Date; readonly ms: () => number}, request: OperateRequest): AsyncGenerator<OperationEvent, void, void> {
	const {operation, parameters, current, baseline = null, rttMs, rounds, signal} = request;
	if (!executesStatements(bench, current)) {
		throw new PlanflipError('permission', {
			message: `An operation cannot be executed under these indexes here: the way of switching is "${bench.rung.badge}", which reaches an EXPLAIN, and an operation runs its statements as they are.`,
			hint: 'Run it with the indexes as they are built, or where they can be switched for real (rungs 1, 2 and 5).',
		});
	}

	const compared = baseline === null || sameConfiguration(baseline, current) || !executesStatements(bench, baseline) ? null : baseline;
	const blocks = bench.rung.number === 5 && ![current, ...(compared === null ? [] : [compared])].every(each => sameConfiguration(each, bench.universe.asBuilt));
	const cases = await sampleCases(bench.session, operation, parameters);
	yield * operationTrial({
		session: bench.session,
		workbench: workbenchOf(bench, blocks),
		rung: bench.rung,
		blocks,
		facts: bench.facts,
		operation,
		parameters,
		cases,
		indexes: bench.named(current),
		baseline: compared === null ? null : bench.named(compared),
		rttMs,
		wait: async ms => waitFor(ms, signal),
		rounds,
		signal,
		clock,
	});
}

/** Hints and HypoPG reach an EXPLAIN; whoever runs the statements as they are would run them under what is built. */
export function executesStatements({rung, workbench, universe}: {readonly rung: Pick<Rung, 'number'>; readonly workbench: Pick<Workbench, 'executes'>; readonly universe: Pick<IndexUniverse, 'asBuilt'>}, configuration: IndexConfiguration): boolean {
	return workbench.executes(configuration) && (rung.number !== 3 || sameConfiguration(configuration, universe.asBuilt));
}

/** Where nothing is flipped nobody has to wait, and nothing has to end within a second. */
function workbenchOf({rung, workbench, workbenchFor}: OperationBench, blocks: boolean): Workbench {
	return rung.number === 5 && !blocks ? workbenchFor(rungOf(6)) : workbench;
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
	try {
		await setTimeout(ms, undefined, {signal});
	} catch (error) {
		throw new PlanflipError('cancelled', {message: 'measuring was cancelled', hint: 'run it again', cause: error});
	}
}
