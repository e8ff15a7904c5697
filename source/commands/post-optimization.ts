import {measureStep} from './measure-step.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip post-optimization`: the same as the baseline with the indexes there are now, in turns with those of the baseline where the server lets them be switched. */
export async function postOptimizationCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	return measureStep('post-optimization', settings, words, surface);
}
