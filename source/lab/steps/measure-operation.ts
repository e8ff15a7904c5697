import type {OperationEntry} from '../../catalog/operation-entry.ts';
import {PlanflipError} from '../../errors.ts';
import type {OperationMeasurement} from '../../experiment/measurement.ts';
import type {OperationRun} from '../../experiment/operation-run.ts';
import type {BoundParameter} from '../../experiment/run.ts';
import type {Laboratory} from '../laboratory.ts';
import type {StepEvent} from './step-event.ts';

export interface OperationTask {
	readonly laboratory: Laboratory;
	readonly operation: OperationEntry;
	readonly title: string;
	/** What the baseline measured of it, by the same statements; null: values are sampled. */
	readonly was: OperationRun | null;
	readonly rttMs: number;
	readonly rounds: number | undefined;
	readonly signal: AbortSignal;
	readonly note: (text: string) => void;
}

/** Measures an operation with the values of the baseline; where those find nothing any more, with new ones. */
export async function * measureOperation(task: OperationTask): AsyncGenerator<StepEvent, OperationMeasurement, void> {
	const {laboratory, operation, was, note} = task;
	if (was !== null) {
		const run = yield * operateOnce(task, was.parameters);
		if (rowsOf(was) === 0 || rowsOf(run) > 0) {
			return {run};
		}

		note(`${operation.name}: the values of the baseline find no row any more. It was measured with new ones.`);
	}

	return {run: yield * operateOnce(task, await laboratory.sample(operation))};
}

async function * operateOnce({laboratory, operation, title, rttMs, rounds, signal}: OperationTask, parameters: readonly BoundParameter[]): AsyncGenerator<StepEvent, OperationRun, void> {
	let done: OperationRun | null = null;
	for await (const event of laboratory.operate({operation, parameters, current: laboratory.universe().asBuilt, rttMs, rounds, signal})) {
		if (event.kind === 'round') {
			yield {kind: 'step', title, fraction: event.taken / event.aim};
		} else if (event.kind === 'operated') {
			done = event.run;
		}
	}

	if (done === null) {
		throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: operation.file});
	}

	return done;
}

/** Rows of the answer with the usual values. */
function rowsOf({checks, chain}: OperationRun): number {
	return checks.find(check => check.case === 'as usual')?.rows ?? chain.typical.statements.at(-1)?.rows ?? 0;
}
