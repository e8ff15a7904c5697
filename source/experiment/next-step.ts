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

	return answers(after, baseline) && !isOlderThan(after, indexes?.builtAt ?? null) ? 'compare' : 'post-optimization';
}

/** Whether there is something to compare: a whole measurement that was taken against this baseline. */
export function answers(after: MeasurementGist | null, baseline: MeasurementGist | null): boolean {
	return after !== null && baseline !== null && after.finishedAt !== null && after.answers === baseline.id;
}

function isOlderThan(after: MeasurementGist | null, builtAt: Date | null): boolean {
	return after !== null && builtAt !== null && after.startedAt.getTime() < builtAt.getTime();
}
