import {sanitise} from '../text/plain.ts';
import {type Line, span} from './line.ts';

/** An entry that could not be looked at, and why. */
export function leftOutLine(entry: string, lines: readonly string[]): Line {
	return [span(sanitise(entry), 'strong'), span(` is left out: ${lines.map(line => sanitise(line)).join('; ')}`, 'error')];
}
