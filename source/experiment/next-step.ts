import type {MeasurementGist, StepName, StepsSurvey} from './steps-survey.ts';

/** The step that leads on from where the analysis stands. */
export function nextStep({setup, builtIn, elsewhere, baseline, after, indexes}: StepsSurvey): StepName {
	if (setup.kind === 'absent' && (builtIn || elsewhere)) {
		return 'setup';
	}

	if (baseline?.finishedAt == null) {
		return 'baseline';
	}

	if (indexes !== null && indexes.toBuild.length > 0) {
		return 'apply-indexes';
	}

	return answers(after, baseline) && !isStale({after, indexes}) ? 'compare' : 'post-optimization';
}

/** Whether there is something to compare: a whole measurement that was taken against this baseline. */
export function answers(after: MeasurementGist | null, baseline: MeasurementGist | null): boolean {
	return after !== null && baseline !== null && after.finishedAt !== null && after.answers === baseline.id;
}

/** Whether indexes were built after it was measured. */
export function isStale({after, indexes}: Pick<StepsSurvey, 'after' | 'indexes'>): boolean {
	return after !== null && indexes?.builtAt != null && after.startedAt.getTime() < indexes.builtAt.getTime();
}
