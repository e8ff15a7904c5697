import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
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
	/** In turns with these indexes; null: alone. */
	readonly before: IndexConfiguration | null;
	readonly rttMs: number;
	readonly rounds: number | undefined;
	readonly signal: AbortSignal;
	readonly note: (text: string) => void;
}

/** Measures an operation with the values of the baseline; where those find nothing any more, with new ones. */
export async function * measureOperation(task: OperationTask): AsyncGenerator<StepEvent, OperationMeasurement, void> {
	const {laboratory, operation, was, note} = task;
	if (was !== null) {
		const measured = yield * operateInTurns(task, was.parameters);
		if (rowsOf(was) === 0 || rowsOf(measured.run) > 0) {
			return measured;
		}

		note(`${operation.name}: the values of the baseline find no row any more. It was measured with new ones.`);
	}

	return yield * operateInTurns(task, await laboratory.sample(operation));
}

async function * operateInTurns(task: OperationTask, parameters: readonly BoundParameter[]): AsyncGenerator<StepEvent, OperationMeasurement, void> {
	try {
		return yield * operateOnce(task, parameters);
	} catch (error) {
		// Others hold the table, say, or a chain takes longer than they may wait: measured alone, it is measured at least.
		if (task.before === null || !(error instanceof PlanflipError) || !mayWorkAlone.has(error.kind) || task.signal.aborted) {
			throw error;
		}

		const alone = yield * operateOnce({...task, before: null}, parameters);
		task.note(`${task.operation.name} was measured alone, not in turns with the indexes of the baseline: ${error.message}`);
		return alone;
	}
}

const mayWorkAlone: ReadonlySet<PlanflipError['kind']> = new Set(['permission', 'input']);

async function * operateOnce({laboratory, operation, title, before, rttMs, rounds, signal}: OperationTask, parameters: readonly BoundParameter[]): AsyncGenerator<StepEvent, OperationMeasurement, void> {
	let done: OperationMeasurement | null = null;
	for await (const event of laboratory.operate({operation, parameters, current: laboratory.universe().asBuilt, baseline: before, rttMs, rounds, signal})) {
		if (event.kind === 'round') {
			yield {kind: 'step', title, fraction: event.taken / event.aim};
		} else if (event.kind === 'operated') {
			done = {run: event.run, before: event.delta === null ? null : {run: event.delta.baseline, routes: event.delta.routes}};
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
