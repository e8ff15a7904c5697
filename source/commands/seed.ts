import {seed} from '../lab/steps/seed.ts';
import {concludeFilling} from './conclude-filling.ts';
import {perform} from './perform.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip seed`: the rows of The Copy anew, where planflip made its tables; indexes stay. */
export async function seedCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('seed', words);
	return perform(settings, surface, seed, (wanted, log) => concludeFilling('seed', wanted, log, settings, surface));
}
