import {heatBar} from '../text/bar.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span} from '../view/line.ts';
import {wrapLine} from '../view/wrap-line.ts';
import type {Painter} from './painter.ts';
import type {Opening, State} from './state.ts';

/**
 * What is shown until the database is open: the step under way, what happened on the way, or why it failed; in the middle
 * of the screen. A string and no component, because the first one is written before there is anything to draw components.
 */
export function openingFrame({columns, rows}: State['size'], opening: Opening, painter: Painter): string {
	const width = Math.min(72, columns - 4);
	const lines: readonly Line[] = [
		[span('planflip', 'title'), span('  flip an index, watch the plan', 'dim')],
		[],
		...progress(opening, width),
		...opening.notes.flatMap(note => wrapLine([span(sanitise(note), 'dim')], width)),
		...(opening.question === null ? [] : [
			[],
			...wrapLine([span(sanitise(opening.question), 'strong')], width),
			[span('y', 'key'), span(' yes   '), span('n', 'key'), span(' no')],
		]),
	];
	const above = Math.max(0, Math.floor((rows - 1 - lines.length) / 2));
	const before = ' '.repeat(Math.max(0, Math.floor((columns - width) / 2)));
	return [...Array.from({length: above}, () => ''), ...lines.map(line => before + painter.line(line, width))].join('\n');
}

function progress({title, fraction, failure}: Opening, width: number): readonly Line[] {
	if (failure !== null) {
		const [message = '', ...rest] = failure.lines;
		return [
			...wrapLine([span(sanitise(message), 'error')], width),
			...rest.flatMap(text => wrapLine([span(sanitise(text))], width)),
			[],
			[span('q', 'key'), span(' leaves', 'dim')],
		];
	}

	const barWidth = 30;
	const done = fraction === null ? '' : heatBar(fraction, barWidth).padEnd(barWidth);
	return [
		[span(sanitise(title))],
		fraction === null ? [] : [span(done, 'better'), span(` ${Math.floor(fraction * 100)} %`, 'dim')],
		[],
	];
}
