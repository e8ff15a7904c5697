import type {MeasurementStep} from '../experiment/measurement.ts';
import {measure} from '../lab/steps/measure.ts';
import {measurementJson} from '../report/measurement-json.ts';
import {measurementText} from '../report/measurement-text.ts';
import {readPairs} from './choose-trial.ts';
import {perform, printDryRun} from './perform.ts';
import {readRtt} from './read-rtt.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip baseline` and `planflip post-optimization`; exit code 1 when a part of the catalogue could not be measured. */
export async function measureStep(step: MeasurementStep, next: string, settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords(step, words);
	const measuring = {rttMs: readRtt(settings), pairs: readPairs(settings), baseline: settings.baseline ?? 'latest'};
	return perform(settings, surface, request => measure(step, {...request, ...measuring}), (measured, log) => {
		if (measured === null) {
			printDryRun(log, settings, surface);
			return 0;
		}

		const {measurement, file} = measured;
		surface.print(settings.json ? JSON.stringify(measurementJson(measurement, file), null, 2) : measurementText(measurement, surface.stdout.isTTY ? surface.stdout.columns : null));
		surface.tell(`kept as ${step} ${measurement.id}: ${file}`);
		if (measurement.failures.length > 0) {
			return 1;
		}

		surface.tell(next);
		return 0;
	});
}
