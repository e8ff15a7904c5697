import {perform} from './perform.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';
import {rollbackVerb} from './steps/rollback-verb.ts';

/** `planflip rollback`: drops what apply-indexes built and its record proves, the last one first. */
export async function rollbackCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('rollback', words);
	return perform(rollbackVerb, settings, surface);
}
