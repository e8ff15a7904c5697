import {Box, Text} from 'ink';
import type {ReactElement} from 'react';
import {heatBar} from '../../text/bar.ts';
import {sanitise} from '../../text/plain.ts';
import {type Line, span} from '../../view/line.ts';
import {wrapLine} from '../../view/wrap-line.ts';
import type {Painter} from '../painter.ts';
import type {Opening, State} from '../state.ts';

/** What is shown until the database is open: the step under way, what happened on the way, or why it failed. */
export function OpeningScreen({state, opening, painter}: {readonly state: State; readonly opening: Opening; readonly painter: Painter}): ReactElement {
	const width = Math.min(72, state.size.columns - 4);
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
	const text = lines.map(line => painter.line(line, width)).join('\n');
	return (
		<Box width={state.size.columns} height={state.size.rows - 1} alignItems='center' justifyContent='center'>
			<Text>{text}</Text>
		</Box>
	);
}

function progress({title, fraction, failure}: Opening, width: number): readonly Line[] {
	if (failure !== null) {
		const [message = '', ...rest] = failure;
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
