import {perform} from './perform.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';
import {applyVerb, wantedIndexes} from './steps/apply-verb.ts';

/** `planflip apply-indexes`: builds the indexes of the preset `optimized`, or of --indexes, that are not there, without locking anybody out. */
export async function applyIndexesCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('apply-indexes', words);
	return perform(applyVerb(wantedIndexes(settings.indexes)), settings, surface);
}
