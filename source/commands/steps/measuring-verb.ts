import type {MeasurementStep} from '../../experiment/measurement.ts';
import {measure, type Measured} from '../../lab/steps/measure.ts';
import type {MeasureRequest} from '../../lab/steps/measure-request.ts';
import {measurementJson} from '../../report/measurement-json.ts';
import {measurementText} from '../../report/measurement-text.ts';
import type {StepVerb} from './step-verb.ts';

const next: Readonly<Record<MeasurementStep, string>> = {
	'baseline': 'Next: planflip apply-indexes builds what the catalogue proposes.',
	'post-optimization': 'Next: planflip compare sets the two side by side.',
};

/** `baseline` and `post-optimization`; exit code 1 when a part of the catalogue could not be measured. */
export function measuringVerb(step: MeasurementStep, measuring: Pick<MeasureRequest, 'rttMs' | 'pairs' | 'baseline'>): StepVerb<Measured> {
	return {
		begin: request => measure(step, {...request, ...measuring}),
		conclude(measured) {
			if (measured === null) {
				return {code: 0, report: null, talk: [], next: null};
			}

			const {measurement, file} = measured;
			return {
				code: measurement.failures.length === 0 ? 0 : 1,
				report: {json: measurementJson(measurement, file), text: columns => measurementText(measurement, columns)},
				talk: [`kept as ${step} ${measurement.id}: ${file}`],
				next: measurement.failures.length === 0 ? next[step] : null,
			};
		},
	};
}
