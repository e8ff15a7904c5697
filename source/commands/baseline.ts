import {measureStep} from './measure-step.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip baseline`: every query and operation of the catalogue as the database is now, kept for the comparison. */
export async function baselineCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	return measureStep('baseline', settings, words, surface);
}
