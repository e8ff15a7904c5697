import type {MeasurementGist, StepsSurvey} from '../../source/experiment/steps-survey.ts';
import type {ComparedReport, ErrandOutcome} from '../../source/lab/steps/steps-desk.ts';
import {span} from '../../source/view/line.ts';

export function measurementGist(changes: Partial<MeasurementGist> = {}): MeasurementGist {
	return {id: 'aaaaaaaa', startedAt: new Date('2026-11-25T10:00:00Z'), finishedAt: new Date('2026-11-25T10:05:00Z'), answers: null, rttMs: 0, measured: 25, of: 25, failures: 0, leftOut: 0, ...changes};
}

/** Set up and nothing else, in the embedded database of the steps. */
export function stepsSurvey(changes: Partial<StepsSurvey> = {}): StepsSurvey {
	return {
		kind: 'StepsSurvey', database: {label: 'PGlite (embedded), small, seed 1, of the steps', key: 'steps /state/small-seed-1'}, elsewhere: false, embedded: true, builtIn: true,
		setup: {kind: 'done', made: {scale: 'small', seed: 1}, missingIndexes: []}, baseline: null, after: null,
		indexes: {toBuild: ['shots_type', 'scenes_status'], leftovers: [], built: [], obstacles: [], drops: [], left: [], builtAt: null},
		notes: [], ...changes,
	};
}

/** Measured, applied, measured again: what is left is to compare. */
export function wholeSurvey(changes: Partial<StepsSurvey> = {}): StepsSurvey {
	return stepsSurvey({
		baseline: measurementGist(),
		after: measurementGist({id: 'bbbbbbbb', startedAt: new Date('2026-11-25T12:00:00Z'), answers: 'aaaaaaaa'}),
		indexes: {toBuild: [], leftovers: [], built: ['shots_type', 'scenes_status'], obstacles: [], drops: ['scenes_status', 'shots_type'], left: [], builtAt: new Date('2026-11-25T11:00:00Z')},
		...changes,
	});
}

export function errandOutcome(changes: Partial<ErrandOutcome> = {}): ErrandOutcome {
	return {log: {done: [], skipped: [], would: []}, code: 0, report: () => [], talk: [], next: null, ...changes};
}

export function comparedReport(write = async () => Promise.resolve('Written: /reports/planflip-compare.html')): ComparedReport {
	return {
		rows: width => [
			{line: [span('Before and after', 'title')], entry: null},
			{line: [span(`NEEDS ATTENTION, ${width} cells`)], entry: null},
			{line: [span('user-by-email   1.67x faster', 'faster')], entry: 'user-by-email'},
			{line: [span('gone   no difference')], entry: 'gone'},
		],
		write,
	};
}
