import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {didYouMean} from '../catalog/nearest.ts';
import type {SqlValue} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {costOf} from '../experiment/ask-plan-cache.ts';
import {chooseSweepValues} from '../experiment/choose-sweep-values.ts';
import {isPlanOnly} from '../experiment/is-plan-only.ts';
import type {ParameterGrounds} from '../experiment/parameter-grounds.ts';
import {planShape} from '../experiment/plan-shape.ts';
import {readParameterGrounds} from '../experiment/read-parameter-grounds.ts';
import {recordTrial} from '../experiment/record-trial.ts';
import type {BoundParameter, Subject} from '../experiment/run.ts';
import {runSweep, type SweepStep, withValue} from '../experiment/run-sweep.ts';
import {statementLimit} from '../experiment/statement-limit.ts';
import type {ParameterChoice, Sweep} from '../experiment/sweep.ts';
import type {SweptValue} from '../experiment/swept-value.ts';
import type {Plan} from '../plan/plan.ts';
import {loadSqlParser} from '../sql/sql-parser.ts';
import {executesStatements} from './operate.ts';
import {subjectOf} from './subject-of.ts';
import type {TryTools} from './try-entry.ts';

export interface SweepEntryRequest {
	readonly entry: CatalogEntry;
	/** The usual values. */
	readonly parameters: readonly BoundParameter[];
	/** The parameter that varies; null: the one that moves the plan most. */
	readonly over: string | null;
	/** Values to try besides those that the statistics suggest. */
	readonly asked: readonly SqlValue[];
	readonly indexes: IndexConfiguration;
	/** Fixed number of samples per value. */
	readonly samples?: number | undefined;
	readonly signal: AbortSignal;
}

export type SweepEvent =
	| SweepStep
	/** What executing does besides answering, before it happens. */
	| {readonly kind: 'warned'; readonly warnings: readonly string[]}
	/** The runs are in the history; or not, and the note (null when it was told before) says why. */
	| {readonly kind: 'kept'; readonly ids: readonly string[] | null; readonly note: string | null};

/** A parameter with the values to try it with. */
interface Axis {
	readonly position: number;
	readonly name: string;
	readonly values: readonly SweptValue[];
}

/** One query over several values of one of its parameters, the others kept: planned, executed where that is allowed, and kept. */
export async function * sweepEntry(tools: TryTools, {entry, parameters, over, asked, indexes, samples, signal}: SweepEntryRequest): AsyncGenerator<SweepEvent, void, void> {
	const {bench, clock} = tools;
	const subject = subjectOf(entry, parameters);
	const axes = await readAxes(tools, subject, over, asked);
	const choices = over === null ? await rank(tools, subject, axes, indexes, signal) : [];
	const axis = axes.find(({name}) => name === (choices[0]?.name ?? over)) ?? axes[0];
	if (axis === undefined) {
		throw new PlanflipError('usage', {message: `${entry.name} has no parameters: there is nothing to vary.`, where: `${entry.file}:${entry.line}`});
	}

	refuseUnknown(subject, axis);
	const executes = bench.workbench.executes(indexes);
	const steps = runSweep({
		session: bench.session, workbench: bench.workbench, rung: bench.rung, facts: bench.facts, subject, position: axis.position, values: axis.values, choices,
		indexes: bench.named(indexes), prepares: executesStatements(bench, indexes),
		planOnly: executes ? null : `${bench.rung.badge}: under these indexes a statement can be planned here, not executed`, samples, signal, clock,
	});
	let warned = false;
	for await (const step of steps) {
		yield step;
		if (step.kind !== 'swept') {
			continue;
		}

		if (!warned && executes) {
			warned = true;
			const warnings = await warningsOf(tools, step.sweep, indexes);
			if (warnings.length > 0) {
				yield {kind: 'warned', warnings};
			}
		}

		if (step.sweep.phase === 'done') {
			yield * keep(tools, step.sweep);
		}
	}
}

/** The parameters with their values. Where something is wrong the transaction that the look was made in is rolled back, or all after it would fail. */
async function readAxes({bench}: TryTools, subject: Subject, over: string | null, asked: readonly SqlValue[]): Promise<readonly Axis[]> {
	const names = subject.parameters.map(({name}) => name);
	if (over !== null && !names.includes(over)) {
		throw new PlanflipError('usage', {
			message: `${subject.entry} has no parameter "${over}".`,
			hint: names.length === 0 ? 'This query has no parameters.' : `${didYouMean(over, names)}Its parameters: ${names.join(', ')}.`,
		});
	}

	const grounds = await readGrounds(bench, subject);
	return subject.parameters.flatMap(({name, value, unknown}, at): readonly Axis[] => {
		const ground = grounds[at] ?? {position: at + 1, type: 'text', use: {kind: 'unknown', output: false}, statistics: null, rows: null, nullMatters: false};
		// A value is asked for one parameter: the chosen one, or the only one.
		const wanted = over === name || (over === null && names.length === 1) ? asked : [];
		return over === null || over === name ? [{position: at + 1, name, values: chooseSweepValues(ground, unknown === true ? undefined : value, wanted)}] : [];
	});
}

async function readGrounds(bench: TryTools['bench'], {sql, file, line}: Subject): Promise<readonly ParameterGrounds[]> {
	try {
		return await readParameterGrounds(bench.session, await loadSqlParser(), sql);
	} catch (error) {
		await bench.workbench.rest();
		throw error instanceof PlanflipError && error.kind === 'input' ? new PlanflipError('input', {message: error.message, where: `${file}:${line}`, hint: error.hint, sqlState: error.sqlState, cause: error}) : error;
	}
}

/** The parameter whose values make most different plans comes first, then the one whose plans' costs differ most. */
async function rank({bench}: TryTools, subject: Subject, axes: readonly Axis[], indexes: IndexConfiguration, signal: AbortSignal): Promise<readonly ParameterChoice[]> {
	if (axes.length < 2 || subject.parameters.some(({unknown}) => unknown === true)) {
		return axes.map(({name}) => ({name, shapes: 1, costRatio: 1}));
	}

	const choices: ParameterChoice[] = [];
	for (const {name, position, values} of axes) {
		const plans: Plan[] = [];
		for (const value of values) {
			if (signal.aborted) {
				throw new PlanflipError('cancelled', {message: 'measuring was cancelled', hint: 'Enter measures again'});
			}

			// A value that Postgres refuses moves nothing; it is told when it is tried.
			const planned = await bench.workbench.under(indexes, statementLimit(bench.rung, null), explain => explain(withValue(subject, position, value), 'plan')).catch((error: unknown) => {
				if (error instanceof PlanflipError && error.kind === 'input') {
					return null;
				}

				throw error;
			});
			plans.push(...(planned === null ? [] : [planned.plan]));
		}

		const costs = plans.map(plan => costOf(plan));
		choices.push({name, shapes: new Set(plans.map(plan => planShape(plan))).size, costRatio: costs.length === 0 ? 1 : Math.max(...costs) / Math.max(Math.min(...costs), 0.01)});
	}

	return choices.sort((a, b) => b.shapes - a.shapes || b.costRatio - a.costRatio);
}

/** One value cannot vary while another one is not known: what has a hole is planned without any. */
function refuseUnknown({parameters, file, line}: Subject, {name}: Axis): void {
	const other = parameters.find(parameter => parameter.unknown === true && parameter.name !== name);
	if (other !== undefined) {
		throw new PlanflipError('input', {
			message: `${other.name}: no value is known, and ${name} cannot vary beside it`,
			where: `${file}:${line}`,
			hint: `Give one: e on the screen, --param ${other.name}=VALUE, or -- parameter: ${other.name} = select ... on its card.`,
		});
	}
}

async function warningsOf({warningsOf: ask}: TryTools, {tries}: Sweep, indexes: IndexConfiguration): Promise<readonly string[]> {
	const warnings = new Set<string>();
	for (const {plan} of tries) {
		for (const warning of plan === null ? [] : await ask(plan, indexes)) {
			warnings.add(warning);
		}
	}

	return [...warnings];
}

/** Every value's run is one like any other; what was only planned, or ran by the generic plan, is not kept. */
async function * keep({keeping, measured}: TryTools, {tries}: Sweep): AsyncGenerator<SweepEvent, void, void> {
	const runs = tries.flatMap(({run}) => run === null || isPlanOnly(run) ? [] : [run]);
	const ids: string[] = [];
	let note: string | null = null;
	for (const run of runs) {
		measured.keep(run);
		if (keeping.history !== null) {
			const records = recordTrial({run, delta: null, ...keeping}, keeping.history.newId);
			const failed = await keeping.history.keep(records);
			note ??= failed;
			ids.push(records[0].id);
		}
	}

	if (keeping.history !== null && runs.length > 0) {
		yield {kind: 'kept', ids: note === null ? ids : null, note};
	}
}
