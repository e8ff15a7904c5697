import type {CatalogEntry} from '../../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {PlanflipError} from '../../errors.ts';
import {unknownOf} from '../../experiment/explain-generic.ts';
import type {StatementMeasurement} from '../../experiment/measurement.ts';
import {NotExecutedHere} from '../../experiment/not-executed-here.ts';
import type {BoundParameter} from '../../experiment/run.ts';
import type {RunRecord} from '../../experiment/run-record.ts';
import type {Plan} from '../../plan/plan.ts';
import {readExplainJson} from '../../plan/read-explain-json.ts';
import type {Laboratory} from '../laboratory.ts';
import type {StepEvent} from './step-event.ts';

export interface StatementTask {
	readonly laboratory: Laboratory;
	readonly entry: CatalogEntry;
	readonly title: string;
	/** What the baseline measured of it, by the same statement: its values are taken again. null: values are sampled. */
	readonly was: RunRecord | null;
	/** In turns with these indexes; null: alone. */
	readonly before: IndexConfiguration | null;
	readonly pairs: number | undefined;
	readonly signal: AbortSignal;
	/** For the measurement's readers. */
	readonly note: (text: string) => void;
}

/** Measures a query with the values of the baseline; where those find nothing any more, with new ones. */
export async function * measureStatement(task: StatementTask): AsyncGenerator<StepEvent, StatementMeasurement, void> {
	const {laboratory, entry, was, note} = task;
	const wasRows = was === null ? 0 : rowsOf(readExplainJson(was.run.explain)[0] ?? null);
	if (was !== null) {
		const again = yield * tryValues(task, was.run.subject.parameters, wasRows);
		if (again !== null) {
			return again;
		}

		note(`${entry.name}: the values of the baseline find no row any more, where it found ${wasRows}. It was measured with new ones.`);
	}

	const measured = yield * tryValues(task, await laboratory.sample(entry), 0);
	if (measured === null) {
		throw new PlanflipError('bug', {message: 'a query was given up although nothing was expected of it', where: entry.file});
	}

	return measured;
}

/** null: the values found rows once, and find none now. */
async function * tryValues(task: StatementTask, parameters: readonly BoundParameter[], wasRows: number): AsyncGenerator<StepEvent, StatementMeasurement | null, void> {
	try {
		return yield * tryOnce(task, parameters, wasRows);
	} catch (error) {
		// Others hold the table, say: measured alone, it is measured at least.
		if (task.before === null || !(error instanceof PlanflipError) || error.kind !== 'permission' || error instanceof NotExecutedHere || task.signal.aborted) {
			throw error;
		}

		task.note(`${task.entry.name} was measured alone, not in turns with the indexes of the baseline: ${error.message}`);
		return yield * tryOnce({...task, before: null}, parameters, wasRows);
	}
}

async function * tryOnce({laboratory, entry, title, before, pairs, signal}: StatementTask, parameters: readonly BoundParameter[], wasRows: number): AsyncGenerator<StepEvent, StatementMeasurement | null, void> {
	const unknown = unknownOf(parameters).map(({name}) => name);
	if (unknown.length > 0) {
		throw new NotExecutedHere('input', {
			message: `no value is known for ${unknown.join(', ')}: without one it can be planned, but not executed`, where: `${entry.file}:${entry.line}`, hint: 'Give the parameter SQL that finds one: -- parameter: name = select ...',
		});
	}

	let records: readonly RunRecord[] = [];
	for await (const event of laboratory.try({entry, parameters, current: laboratory.universe().asBuilt, baseline: before, pairs, signal})) {
		switch (event.kind) {
			case 'executed': {
				if (event.side === 'current' && wasRows > 0 && rowsOf(event.plan) === 0) {
					return null;
				}

				break;
			}

			case 'sampled': {
				yield {kind: 'step', title, fraction: event.current.length / event.aim};
				break;
			}

			case 'warned': {
				for (const text of event.warnings) {
					yield {kind: 'note', text};
				}

				break;
			}

			case 'kept': {
				({records} = event);
				if (event.note !== null) {
					yield {kind: 'note', text: event.note};
				}

				break;
			}

			case 'building':
			case 'foreseen':
			case 'planned':
			case 'read':
			case 'measured': {
				break;
			}
		}
	}

	const [run, beside = null] = records;
	if (run === undefined) {
		throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: entry.file});
	}

	return {run, before: beside};
}

/** Rows that the whole plan returned. */
function rowsOf(plan: Plan | null): number {
	return plan?.nodes[0]?.rows.actual ?? 0;
}
