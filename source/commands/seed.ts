import {perform} from './perform.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';
import {fillingVerb} from './steps/filling-verb.ts';

/** `planflip seed`: the rows of The Copy anew, where planflip made its tables; indexes stay. */
export async function seedCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('seed', words);
	return perform(fillingVerb('seed'), settings, surface);
}
