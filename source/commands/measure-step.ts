import type {MeasurementStep} from '../experiment/measurement.ts';
import {readPairs} from './choose-trial.ts';
import {perform} from './perform.ts';
import {readRtt} from './read-rtt.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';
import {measuringVerb} from './steps/measuring-verb.ts';

/** `planflip baseline` and `planflip post-optimization`. */
export async function measureStep(step: MeasurementStep, settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords(step, words);
	return perform(measuringVerb(step, {rttMs: readRtt(settings), pairs: readPairs(settings), baseline: settings.baseline ?? 'latest'}), settings, surface);
}
