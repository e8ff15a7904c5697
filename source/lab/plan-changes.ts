import type {Catalog} from '../catalog/catalog.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {OperationEntry, Step} from '../catalog/operation-entry.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {genericObstacle} from '../experiment/explain-generic.ts';
import {IndexBuildError} from '../experiment/index-build-error.ts';
import type {Subject} from '../experiment/run.ts';
import {statementLimit} from '../experiment/statement-limit.ts';
import type {Plan} from '../plan/plan.ts';
import type {Bench} from './bench.ts';
import {sampleEntry} from './sample-entry.ts';
import {stepSubject} from './step-subject.ts';
import {subjectOf} from './subject-of.ts';

/** A statement of the catalogue, planned as the database is and as was decided; nothing is executed. */
export interface PlannedTwice {
	/** `shots-of-a-scene`, `open-shot/scene` */
	readonly label: string;
	readonly before: Plan;
	readonly after: Plan;
}

export type PlanEvent =
	| {readonly kind: 'planning'; readonly at: number; readonly of: number}
	| {readonly kind: 'planned'; readonly planned: PlannedTwice}
	| {readonly kind: 'unplanned'; readonly label: string; readonly why: string};

interface PlanBench extends Pick<Bench, 'workbench' | 'universe' | 'rung' | 'facts'> {
	readonly session: Pick<Session, 'query'>;
}

/**
 * Every statement of the catalogue under both configurations; an operation's steps without values where the server can. What cannot
 * be planned is told, and the others go on; an index that cannot be built, and a lost connection, end it.
 */
export async function * planChanges(bench: PlanBench, {entries, operations}: Pick<Catalog, 'entries' | 'operations'>, wanted: IndexConfiguration, signal: AbortSignal): AsyncGenerator<PlanEvent, void, void> {
	const steps = operations.flatMap(operation => [operation.chain, ...operation.rewrites].flatMap(route => route.steps.map(step => ({operation, step}))));
	const statements = [
		...entries.map(entry => ({label: entry.name, subject: async () => subjectOf(entry, await sampleEntry(bench, entry))})),
		...steps.map(({operation, step}) => ({label: `${operation.name}/${step.name}`, subject: async () => stepWithValues(bench, operation, step)})),
	];
	for (const [at, {label, subject}] of statements.entries()) {
		if (signal.aborted) {
			throw new PlanflipError('cancelled', {message: 'stopped while the queries were planned; nothing was changed'});
		}

		yield {kind: 'planning', at, of: statements.length};
		try {
			yield {kind: 'planned', planned: {label, ...await planTwice(bench, await subject(), wanted)}};
		} catch (error) {
			if (!(error instanceof PlanflipError) || error instanceof IndexBuildError || ['connection', 'cancelled', 'bug'].includes(error.kind)) {
				throw error;
			}

			// Whatever failed, the next one is planned in a transaction that is sound.
			await bench.workbench.rest();
			yield {kind: 'unplanned', label, why: error.message};
		}
	}
}

/** Before PostgreSQL 16 nothing is planned without values: a step gets those of its operation's card. */
async function stepWithValues(bench: PlanBench, operation: OperationEntry, step: Step): Promise<Subject> {
	const blank = stepSubject(operation, step);
	if (genericObstacle(blank, bench.facts) === null) {
		return blank;
	}

	const fromRow = step.inputs.find(input => input.kind === 'column');
	if (fromRow !== undefined) {
		throw new PlanflipError('input', {message: `${fromRow.step}.${fromRow.column} comes from a row, nothing is executed to find one, and ${bench.facts.version} cannot plan a statement without values (PostgreSQL 16 can)`, where: operation.file});
	}

	return stepSubject(operation, step, await sampleEntry(bench, operation));
}

async function planTwice({workbench, universe, rung, facts}: PlanBench, subject: Subject, wanted: IndexConfiguration): Promise<Omit<PlannedTwice, 'label'>> {
	const obstacle = genericObstacle(subject, facts);
	if (obstacle !== null) {
		throw obstacle;
	}

	const plan = async (configuration: IndexConfiguration) => {
		const {plan: planned} = await workbench.under(configuration, statementLimit(rung, null), async explain => explain(subject, 'plan'));
		return planned;
	};

	return {before: await plan(universe.asBuilt), after: await plan(wanted)};
}
