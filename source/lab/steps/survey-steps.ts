import {latestMeasurement} from '../../disk/find-measurement.ts';
import {readMeasurement} from '../../disk/measurements-folder.ts';
import {persistentExists} from '../../disk/persistent-database.ts';
import {errorLines, PlanflipError} from '../../errors.ts';
import type {Measurement, MeasurementStep} from '../../experiment/measurement.ts';
import type {DatabaseName} from '../../experiment/run-record.ts';
import type {AppliedState, MeasurementGist, SetupState, StepsSurvey} from '../../experiment/steps-survey.ts';
import {recogniseTheCopy} from '../../workload/recognise-the-copy.ts';
import {readTheCopyMark} from '../../workload/the-copy-mark.ts';
import {baselineIndexes} from '../fill-the-copy.ts';
import type {ApplyRequest} from './apply-request.ts';
import {atPlace} from './at-place.ts';
import {baselineFile} from './baseline-file.ts';
import type {MeasureRequest} from './measure-request.ts';
import {missingIndexes} from './set-up.ts';
import type {Place} from './open-place.ts';
import {persistentName, placeName} from './place-name.ts';
import {planApply} from './plan-apply.ts';
import {planRollback} from './plan-rollback.ts';
import type {StepEvent} from './step-event.ts';

export type SurveyRequest = Omit<ApplyRequest, 'agree' | 'dryRun'> & Pick<MeasureRequest, 'baseline'>;

/** Where the steps stand; changes nothing. `elsewhere`: from outside, without opening the embedded database of the steps. */
export function surveySteps(request: SurveyRequest, elsewhere: boolean): AsyncGenerator<StepEvent, StepsSurvey, void> {
	return elsewhere ? fromOutside(request) : atPlace(request, {create: false}, place => surveyAt(place, request));
}

async function * fromOutside(request: SurveyRequest): AsyncGenerator<StepEvent, StepsSurvey, void> {
	const {env, home} = request;
	yield {kind: 'step', title: 'Looking at what the steps have left', fraction: null};
	const begun = await persistentExists(env, home, persistentName(request));
	return {...await measured(request, placeName(request)), elsewhere: true, embedded: true, setup: {kind: begun ? 'begun' : 'absent'}, indexes: null};
}

async function * surveyAt({session, database, embedded}: Place, request: SurveyRequest): AsyncGenerator<StepEvent, StepsSurvey, void> {
	yield {kind: 'step', title: 'Looking at what the steps have left', fraction: null};
	const setup = await setupAt(session, request);
	const indexes = await appliedAt({session, database, embedded}, request);
	return {...await measured(request, database), elsewhere: false, embedded, setup, indexes};
}

async function setupAt(session: Place['session'], {shipped}: SurveyRequest): Promise<SetupState> {
	const found = await recogniseTheCopy(session);
	if (found !== 'ours') {
		return {kind: found};
	}

	const [row] = await session.query('select pg_catalog.obj_description(\'projects\'::pg_catalog.regclass, \'pg_class\') as mark');
	const missing = await missingIndexes(session, baselineIndexes(shipped));
	return {kind: 'done', made: readTheCopyMark(row?.['mark']), missingIndexes: missing.map(({name}) => name)};
}

async function appliedAt({session, database, embedded}: Pick<Place, 'session' | 'database' | 'embedded'>, request: SurveyRequest): Promise<AppliedState> {
	const {builds, built, obstacles} = await planApply(session, request.catalog, request, !embedded).catch((error: unknown) => {
		if (error instanceof PlanflipError && error.kind === 'usage') {
			return {builds: [], built: [], obstacles: [error.message]};
		}

		throw error;
	});
	const {candidates, listing} = await planRollback({session, database, embedded}, request.results);
	const ours = candidates.filter(({judgement}) => judgement.kind === 'ours').map(({candidate}) => candidate.index);
	return {
		toBuild: builds.map(({name}) => name),
		leftovers: builds.filter(({leftover}) => leftover !== null).map(({name}) => name),
		built,
		obstacles,
		drops: ours.map(({name}) => name),
		left: [...listing.unreadable, ...candidates.flatMap(({candidate, judgement}) => judgement.kind === 'refused' ? [`${candidate.index.name}: ${judgement.why}`] : [])],
		builtAt: ours.reduce<Date | null>((last, {builtAt}) => builtAt !== null && (last === null || builtAt > last) ? builtAt : last, null),
	};
}

async function measured(request: SurveyRequest, database: DatabaseName): Promise<Pick<StepsSurvey, 'kind' | 'database' | 'builtIn' | 'baseline' | 'unknownBaseline' | 'after' | 'notes'>> {
	const {results, catalog, shipped} = request;
	const notes: string[] = [];
	const latest = async (step: MeasurementStep) => {
		try {
			const named = step === 'baseline' && request.baseline !== 'latest';
			const file = named ? await baselineFile(request, database, null) : await latestMeasurement(results, {step, database});
			return file === null ? null : gistOf(await readMeasurement(file));
		} catch (error) {
			if (error instanceof PlanflipError && error.kind !== 'bug') {
				notes.push(errorLines(error).join(' '));
				return null;
			}

			throw error;
		}
	};

	const baseline = await latest('baseline');
	const unknown = baseline === null && request.baseline !== 'latest' ? {unknownBaseline: request.baseline} : {};
	return {kind: 'StepsSurvey', database, builtIn: catalog === shipped, baseline, ...unknown, after: await latest('post-optimization'), notes};
}

function gistOf({id, startedAt, finishedAt, answers, rttMs, statements, operations, catalog, failures, leftOut}: Measurement): MeasurementGist {
	return {id, startedAt, finishedAt, answers, rttMs, measured: statements.length + operations.length, of: catalog.entries.length, failures: failures.length, leftOut: leftOut.length};
}
