import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {type CatalogProblem, problemOf} from '../catalog/catalog-problem.ts';
import type {OperationEntry, Step} from '../catalog/operation-entry.ts';
import {genericObstacle} from '../experiment/explain-generic.ts';
import {prepareOnly} from '../experiment/prepare-only.ts';
import type {BoundParameter, Subject} from '../experiment/run.ts';
import {statementLimit} from '../experiment/statement-limit.ts';
import {sampleCases} from '../workload/sample-cases.ts';
import type {Bench} from './bench.ts';
import {sampleEntry} from './sample-entry.ts';
import {stepSubject} from './step-subject.ts';
import {withGrants} from './with-grants.ts';

type CheckBench = Pick<Bench, 'session' | 'facts' | 'workbench' | 'universe' | 'rung'>;

/** Samples the parameters of an entry and plans it, as the database is; executes nothing. What is wrong, with file and line. */
export async function checkEntry(bench: CheckBench, entry: CatalogEntry | OperationEntry): Promise<readonly CatalogProblem[]> {
	try {
		const values = await sampleEntry(bench, entry);
		const notes = values.filter(({note, unknown}) => note !== null && unknown !== true)
			.map(({name, note}): CatalogProblem => ({severity: 'warning', where: `${entry.file}:${lineOf(entry, name)}`, message: `Parameter ${name} is NULL: ${note ?? ''}.`, hint: 'Measured so, the query finds nothing. Let the sample find a row.'}));
		const planned = entry.kind === 'QueryEntry' ? [await planProblem(bench, entry, values)] : await operationProblems(bench, entry, values);
		return [...notes, ...planned.filter(problem => problem !== null)];
	} catch (error) {
		// Whatever failed, the next entry is checked in a transaction that is sound.
		await bench.workbench.rest();
		return [problemOf(error, entry.file)];
	}
}

function lineOf({parameters, line}: CatalogEntry | OperationEntry, name: string): number {
	return parameters.find(parameter => parameter.name === name)?.line ?? line;
}

async function planProblem(bench: CheckBench, {name, sql, file, line}: CatalogEntry, parameters: readonly BoundParameter[]): Promise<CatalogProblem | null> {
	return plan(bench, {entry: name, sql, parameters, file, line});
}

async function operationProblems(bench: CheckBench, operation: OperationEntry, parameters: readonly BoundParameter[]): Promise<ReadonlyArray<CatalogProblem | null>> {
	const problems: Array<CatalogProblem | null> = [];
	for (const route of [operation.chain, ...operation.rewrites]) {
		for (const step of route.steps) {
			problems.push(await stepProblem(bench, operation, step));
		}
	}

	// A case that finds no value proves nothing of the answers.
	const cases = await sampleCases(bench.session, operation, parameters);
	const empty = operation.cases.filter(({name}) => !cases.some(each => each.name === name));
	return [...problems, ...empty.map(({name, line}): CatalogProblem => ({severity: 'warning', where: `${operation.file}:${line}`, message: `The case "${name}" finds no value: the answers are not compared under it.`, hint: 'Let its SQL find one.'}))];
}

/** A step's values come from rows: it is planned without any, or, before PostgreSQL 16, parsed and its names looked up. */
async function stepProblem(bench: CheckBench, operation: OperationEntry, step: Step): Promise<CatalogProblem | null> {
	const subject = stepSubject(operation, step);
	if (genericObstacle(subject, bench.facts) === null) {
		return plan(bench, subject);
	}

	return prepareOnly(bench.session, subject).then(() => null, (error: unknown) => problemOf(error, operation.file));
}

async function plan(bench: CheckBench, subject: Subject): Promise<CatalogProblem | null> {
	const {workbench, universe, rung, facts} = bench;
	const obstacle = genericObstacle(subject, facts);
	if (obstacle !== null) {
		return problemOf(obstacle, subject.file, 'warning');
	}

	try {
		await workbench.under(universe.asBuilt, statementLimit(rung, null), async explain => explain(subject, 'plan'));
		return null;
	} catch (error) {
		return problemOf(await withGrants(bench, [subject.sql], error), subject.file);
	}
}
