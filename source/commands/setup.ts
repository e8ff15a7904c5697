import {perform} from './perform.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';
import {fillingVerb} from './steps/filling-verb.ts';

/** `planflip setup`: The Copy's tables, rows and baseline indexes, on the embedded database of the steps or on a server. Doing it again changes nothing. */
export async function setupCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('setup', words);
	return perform(fillingVerb('setup'), settings, surface);
}
