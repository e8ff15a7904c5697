import {randomUUID} from 'node:crypto';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {measuredHere} from '../../disk/measured-here.ts';
import {readMeasurement} from '../../disk/measurements-folder.ts';
import {readIdentity} from '../../database/read-identity.ts';
import {readRelationSizes, type RelationSize} from '../../database/read-relation-sizes.ts';
import {errorLines, PlanflipError} from '../../errors.ts';
import {catalogMarks} from '../../experiment/catalog-marks.ts';
import type {DatabaseIdentity} from '../../experiment/database-identity.ts';
import type {Measurement, MeasuredIndex, MeasurementStep} from '../../experiment/measurement.ts';
import {NotExecutedHere} from '../../experiment/not-executed-here.ts';
import {wholesOf} from '../../experiment/partition-indexes.ts';
import {forgetfulHistory, type RunHistory} from '../../experiment/run-history.ts';
import {tablesRead} from '../../experiment/tables-read.ts';
import type {Laboratory} from '../laboratory.ts';
import {laboratoryOf} from '../prepare-persistent.ts';
import {atPlace} from './at-place.ts';
import {baselineFile} from './baseline-file.ts';
import {changesSince} from './changes-since.ts';
import {indexesBefore} from './indexes-before.ts';
import {lookInTime} from './look-in-time.ts';
import {measureOperation} from './measure-operation.ts';
import type {MeasureRequest} from './measure-request.ts';
import {measureStatement} from './measure-statement.ts';
import type {Place} from './open-place.ts';
import {operationsInTurns} from './operations-in-turns.ts';
import {performSteps, type Step} from './perform-steps.ts';
import {refuseAbsentCopy} from './refuse-absent-copy.ts';
import {resumable} from './resumable.ts';
import {explainsOf} from './explains-of.ts';
import {beginSitting, type Sitting} from './sitting.ts';
import type {StepEvent} from './step-event.ts';

/** What came of a measuring step; null of a dry run. */
export type Measured = {readonly measurement: Measurement; readonly file: string} | null;

/** `planflip baseline` and `planflip post-optimization`: every query and operation of the catalogue, on the database as it is. */
export function measure(step: MeasurementStep, request: MeasureRequest): AsyncGenerator<StepEvent, Measured, void> {
	return atPlace(request, {create: false}, async function * (place) {
		await refuseAbsentCopy(place.session, request);
		const tables = await lookInTime(place.session, async () => readRelationSizes(place.session));
		const history = request.history ?? forgetfulHistory(() => randomUUID().slice(0, 8));
		const laboratory = await lookInTime(place.session, async () => laboratoryOf(place, {...request, history}));
		try {
			return yield * measureAt(step, place, laboratory, {...request, history, tables});
		} finally {
			await laboratory.close();
		}
	});
}

async function * measureAt(step: MeasurementStep, {session, database, embedded}: Place, laboratory: Laboratory, request: MeasureRequest & {readonly history: RunHistory; readonly tables: readonly RelationSize[]}): AsyncGenerator<StepEvent, Measured, void> {
	const {results: folder, clock, dryRun, signal, tables} = request;
	const identity = await readIdentity(session);
	const baseline = step === 'baseline' ? null : await readBaseline(request, database, embedded ? null : identity);
	const rttMs = request.rttMs ?? baseline?.rttMs ?? 0;
	const indexes = measuredIndexes(laboratory);
	const universe = laboratory.universe();
	const before = baseline === null ? {configuration: null, notes: []} : indexesBefore({indexes: baseline.indexes, tables: baseline.tables.filter(tablesRead(laboratory.catalog, explainsOf(baseline)))}, universe, {rung: laboratory.rung(), superuser: laboratory.facts.superuser});
	const blank: Measurement = {
		kind: 'Measurement', step, id: request.history.newId(), startedAt: clock.date(), finishedAt: null, database, identity, server: laboratory.facts,
		catalog: {folder: laboratory.catalog.folder, entries: catalogMarks(laboratory.catalog)}, answers: baseline?.id ?? null, indexes, tables, rttMs,
		statements: [], operations: [], failures: [], leftOut: [], notes: [],
	};
	const last = await measuredHere(folder, {step, database}, embedded ? null : identity);
	const begun = last === null ? null : await readMeasurement(last).catch(() => null);
	if (last !== null && begun === null) {
		yield {kind: 'note', text: `The latest ${step} cannot be read, and a new one begins: ${last}`};
	}

	const goesOn = begun !== null && !request.fresh && resumable(begun, blank);
	const stopped = begun?.finishedAt === null ? begun : null;
	if (stopped !== null) {
		const count = `${stopped.statements.length + stopped.operations.length} of ${stopped.catalog.entries.length}`;
		yield {kind: 'note', text: goesOn ? `Going on with ${step} ${stopped.id}, which was stopped after ${count}.` : `${step} ${stopped.id} was stopped after ${count}, and something is other now: a new one begins.`};
	}

	const notes = [...baselineNotes(step, laboratory), ...before.notes, ...operationsInTurns(before.configuration, laboratory).notes, ...(baseline === null ? [] : changesSince(baseline, {...blank, tables}))];
	for (const text of notes) {
		yield {kind: 'note', text};
	}

	const task = {laboratory, baseline, before: before.configuration, rttMs, request};
	if (dryRun) {
		yield * performSteps(stepsFor(null, task), {signal, dryRun});
		return null;
	}

	const sitting = await beginSitting({...(goesOn && stopped !== null ? {...stopped, failures: []} : blank), notes: [...(goesOn ? stopped?.notes ?? [] : []), ...notes]}, {folder, laboratory, indexes, tables});
	try {
		yield * performSteps(stepsFor(sitting, task), {signal, dryRun});
	} catch (error) {
		throw withWayOn(error, sitting.measurement());
	}

	await sitting.finish(clock.date());
	return {measurement: sitting.measurement(), file: sitting.file()};
}

interface Task {
	readonly laboratory: Laboratory;
	readonly baseline: Measurement | null;
	readonly before: IndexConfiguration | null;
	readonly rttMs: number;
	readonly request: MeasureRequest;
}

/** A line for every query and operation. `sitting` is null where nothing is measured. */
function stepsFor(sitting: Sitting | null, {laboratory, baseline, before, rttMs, request: {pairs, signal}}: Task): readonly Step[] {
	const {entries, operations} = laboratory.catalog;
	const of = entries.length + operations.length;
	const marks = new Map(catalogMarks(laboratory.catalog).map(({name, mark}) => [name, mark]));
	const same = (name: string) => baseline?.catalog.entries.find(entry => entry.name === name)?.mark === marks.get(name);
	const skip = (name: string) => () => sitting?.has(name) === true ? 'measured before it was stopped' : null;
	const note = (text: string) => sitting?.note(text);
	return [
		...entries.map((entry, at): Step => {
			const title = `${at + 1}/${of} ${entry.title}`;
			return {title, skip: skip(entry.name), statements: [entry.sql], task: () => attempt(sitting, entry.name, async function * () {
				const was = same(entry.name) ? baseline?.statements.find(({run}) => run.run.subject.entry === entry.name)?.run ?? null : null;
				await sitting?.statement(yield * measureStatement({laboratory, entry, title, was, before, pairs, signal, note}));
			})};
		}),
		...operations.map((operation, at): Step => {
			const title = `${entries.length + at + 1}/${of} ${operation.title}`;
			return {title, skip: skip(operation.name), statements: [operation.chain, ...operation.rewrites].flatMap(({steps}) => steps.map(({sql}) => sql)), task: () => attempt(sitting, operation.name, async function * () {
				const was = same(operation.name) ? baseline?.operations.find(({run}) => run.operation.name === operation.name)?.run ?? null : null;
				await sitting?.operation(yield * measureOperation({laboratory, operation, title, was, before: operationsInTurns(before, laboratory).before, rttMs, rounds: pairs, signal, note}));
			})};
		}),
	];
}

/** An entry that fails, or is not executed here, is told, and the others go on; without a connection every one that follows would fail alike. */
async function * attempt(sitting: Sitting | null, name: string, work: () => AsyncGenerator<StepEvent, void, void>): AsyncGenerator<StepEvent, void, void> {
	try {
		yield * work();
	} catch (error) {
		if (sitting === null || !(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled' || error.kind === 'bug') {
			throw error;
		}

		if (error instanceof NotExecutedHere) {
			await sitting.leftOut(name, error);
			yield {kind: 'note', text: `${name} is left out: ${error.message}`};
			return;
		}

		await sitting.failed(name, error);
		yield {kind: 'note', text: `${name} failed: ${errorLines(error).join('\n  ')}`};
	}
}

/** Whatever stopped it: what was measured is kept, and the same command goes on. */
function withWayOn(error: unknown, {statements, operations, catalog, step}: Measurement): unknown {
	if (!(error instanceof PlanflipError) || error.kind === 'bug') {
		return error;
	}

	return new PlanflipError(error.kind, {
		message: error.kind === 'cancelled' ? `${step} was stopped` : error.message,
		where: error.where,
		hint: [...(error.hint === undefined ? [] : [error.hint]), `${statements.length + operations.length} of ${catalog.entries.length} are measured and kept; planflip ${step} goes on with the others.`].join('\n'),
		sqlState: error.sqlState,
		cause: error,
	});
}

async function readBaseline(request: MeasureRequest, database: Measurement['database'], identity: DatabaseIdentity | null): Promise<Measurement> {
	const file = await baselineFile(request, database, identity);
	const measurement = await readMeasurement(file);
	if (measurement.step !== 'baseline') {
		throw new PlanflipError('usage', {message: `The measurement ${measurement.id} is no baseline, but a ${measurement.step}.`, where: file, hint: '--baseline takes the id or the file of what planflip baseline measured.'});
	}

	if (measurement.finishedAt === null) {
		const {statements, operations, catalog} = measurement;
		throw new PlanflipError('usage', {
			message: `The baseline ${measurement.id} was stopped before its end: ${statements.length + operations.length} of ${catalog.entries.length} are measured.`,
			where: file,
			hint: 'planflip baseline goes on with it; without it there is nothing to answer.',
		});
	}

	return measurement;
}

function measuredIndexes(laboratory: Laboratory): readonly MeasuredIndex[] {
	const {indexes} = laboratory.universe();
	return indexes.filter(({built}) => built).map(index => {
		const {schema, table, name, definition, bytes, valid, constraint} = index;
		const whole = wholesOf(index, indexes).at(-1);
		return {schema, table, name, definition, bytes: bytes ?? 0, valid, constraint: constraint !== null, partOf: whole === undefined ? null : `${whole.schema}.${whole.name}`};
	});
}

/** Whoever measures the baseline after the change will find none. */
function baselineNotes(step: MeasurementStep, laboratory: Laboratory): readonly string[] {
	const {presets, indexes} = laboratory.catalog;
	const baseline = presets.find(({name}) => name === 'baseline')?.indexes ?? null;
	const optimized = presets.find(({name}) => name === 'optimized')?.indexes ?? [];
	const built = new Set(laboratory.universe().indexes.filter(index => index.built).map(({name}) => name));
	const early = indexes.filter(({name}) => optimized.includes(name) && baseline?.includes(name) === false && built.has(name)).map(({name}) => name);
	return step === 'baseline' && early.length > 0 ? [`Of the indexes to be applied, ${early.join(', ')} ${early.length === 1 ? 'is' : 'are'} built already, and part of this baseline.`] : [];
}
