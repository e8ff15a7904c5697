import {sanitise} from '../text/plain.ts';
import {type Line, span, type Tone} from './line.ts';

/** `shots_scene: what is said of it`. */
export function namedLine(name: string, words: string, tone: Tone = 'plain'): Line {
	return [span(sanitise(name), 'index'), span(`: ${words}`, tone)];
}
