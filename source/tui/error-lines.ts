import {sanitise} from '../text/plain.ts';
import {type Line, span} from '../view/line.ts';
import {wrapLine} from '../view/wrap-line.ts';

/** A letter in the place of a plan or a waterfall, and what may help. */
export function errorLinesOf([message = '', ...rest]: readonly string[], width: number, hasParameters: boolean): readonly Line[] {
	return [
		...wrapLine([span(sanitise(message), 'error')], width),
		...rest.flatMap(text => wrapLine([span(sanitise(text), 'plain')], width)),
		[],
		[span(`${hasParameters ? 'e edits the parameters, ' : ''}r tries again`, 'dim')],
	];
}
