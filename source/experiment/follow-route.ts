import type {Route, Step, StepInput} from '../catalog/operation-entry.ts';
import type {Row, SqlValue} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {answerRows} from './answer-rows.ts';
import type {RouteRun, StatementRun} from './operation-run.ts';
import type {StepRows} from './step-rows.ts';

export interface RoutePorts {
	/** One statement, one round trip. */
	readonly say: (step: Step, values: readonly SqlValue[]) => Promise<readonly Row[]>;
	/** The rest of a round trip; returns what was really waited, ms. */
	readonly wait: () => Promise<number>;
	/** Monotonic ms. */
	readonly now: () => number;
}

/**
 * Walks along a route as the application does: every statement waits for the one before it. A step that finds nothing ends
 * the route, as the application then answers "not found".
 */
export async function followRoute(route: Route, parameters: ReadonlyMap<string, SqlValue>, ports: RoutePorts): Promise<RouteRun> {
	const statements: StatementRun[] = [];
	const found = new Map<string, StepRows>();
	const say = async (step: Step, row: Row | null) => {
		const values = step.inputs.map(input => valueOf(input, step, row, parameters, found));
		const start = ports.now();
		const rows = await ports.say(step, values);
		const ms = ports.now() - start;
		statements.push({step: step.name, sql: step.sql, values, rows: rows.length, ms, waitedMs: await ports.wait()});
		return rows;
	};

	for (const step of route.steps) {
		const runs: Array<readonly Row[]> = [];
		for (const row of step.forEach === null ? [null] : rowsOf(found, step.forEach)) {
			runs.push(await say(step, row));
		}

		found.set(step.name, {step, runs});
		if (step.forEach === null && rowsOf(found, step.name).length === 0) {
			return {statements, answer: []};
		}
	}

	return {statements, answer: answerRows(route.answer, found)};
}

function rowsOf(found: ReadonlyMap<string, StepRows>, name: string): readonly Row[] {
	return found.get(name)?.runs.flat() ?? [];
}

function valueOf(input: StepInput, step: Step, row: Row | null, parameters: ReadonlyMap<string, SqlValue>, found: ReadonlyMap<string, StepRows>): SqlValue {
	if (input.kind === 'parameter') {
		return parameters.get(input.name) ?? null;
	}

	const source = input.step === step.forEach ? row : rowsOf(found, input.step)[0];
	const value = source?.[input.column];
	if (value === undefined) {
		throw new PlanflipError('input', {
			message: `The step "${step.name}" takes ${input.step}.${input.column}, but "${input.step}" selects no such column.`,
			hint: `It selects: ${Object.keys(source ?? {}).join(', ') || 'nothing'}.`,
		});
	}

	if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}

	// A session hands out arrays and jsonb parsed; how they are to be written again, their type alone knows.
	throw new PlanflipError('input', {message: `The step "${step.name}" takes ${input.step}.${input.column}, which is an array or jsonb.`, hint: 'Select it as text there: column::text as column.'});
}
