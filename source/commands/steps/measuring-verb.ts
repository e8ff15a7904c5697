import type {MeasurementStep} from '../../experiment/measurement.ts';
import {measure, type Measured} from '../../lab/steps/measure.ts';
import type {MeasureRequest} from '../../lab/steps/measure-request.ts';
import {measurementJson} from '../../report/measurement-json.ts';
import {measurementText} from '../../report/measurement-text.ts';
import {sanitise} from '../../text/plain.ts';
import {wrongAnswers} from '../../view/operation-figures.ts';
import type {StepVerb} from './step-verb.ts';

const next: Readonly<Record<MeasurementStep, string>> = {
	'baseline': 'Next: planflip apply-indexes builds what the catalogue proposes.',
	'post-optimization': 'Next: planflip compare sets the two side by side.',
};

/** `baseline` and `post-optimization`; exit code 1 when a part of the catalogue could not be measured, or a rewrite answers differently. */
export function measuringVerb(step: MeasurementStep, measuring: Pick<MeasureRequest, 'rttMs' | 'pairs' | 'baseline'>): StepVerb<Measured> {
	return {
		begin: request => measure(step, {...request, ...measuring}),
		conclude(measured) {
			if (measured === null) {
				return {code: 0, report: null, talk: [], next: null};
			}

			const {measurement, file} = measured;
			const wrong = measurement.operations.flatMap(({run}) => wrongAnswers(run).map(({rewrite}) => `${run.operation.name}: ${sanitise(rewrite)} answers differently than the chain, so it is not compared with it`));
			const whole = measurement.failures.length === 0 && wrong.length === 0;
			return {
				code: whole ? 0 : 1,
				report: {json: measurementJson(measurement, file), text: columns => measurementText(measurement, columns)},
				talk: [...wrong, `kept as ${step} ${measurement.id}: ${file}`],
				next: whole ? next[step] : null,
			};
		},
	};
}
