import {Box, Text} from 'ink';
import type {ReactElement} from 'react';
import {cellWidth, clip} from '../../text/cells.ts';
import type {Box as Place} from '../layout.ts';
import type {Painter} from '../painter.ts';

export interface PaneProps {
	readonly painter: Painter;
	readonly place: Place;
	readonly title: string;
	/** At the right end of the upper border. */
	readonly badge?: string;
	/** The badge is to be seen before anything else in the border. */
	readonly loud?: boolean;
	readonly focused: boolean;
	/** Painted rows, each exactly as wide as the pane's inside; missing ones are blank. */
	readonly rows: readonly string[];
}

/** A bordered pane as one Text: a frame's cost in Ink goes by text nodes and cells, not by what changed. */
export function Pane({painter, place, title, badge = '', loud = false, focused, rows}: PaneProps): ReactElement {
	const {theme, signs} = painter;
	const inner = place.width - 2;
	const border = focused ? theme.borderFocused : theme.border;
	const start = clip(title, inner);
	const room = inner - cellWidth(start) - 3;
	const end = badge === '' || room < 4 ? '' : ` ${clip(badge, room)} `;
	const line = '─'.repeat(Math.max(0, inner - cellWidth(start) - cellWidth(end)));
	const name = focused ? theme.titleFocused(signs(start)) : theme.title(signs(start));
	const side = border(signs('│'));
	const blank = ' '.repeat(inner);
	const text = [
		border(signs('┌')) + name + border(signs(line)) + (end === '' ? '' : (loud ? theme.key : theme.dim)(signs(end))) + border(signs('┐')),
		...Array.from({length: place.height - 2}, (_, at) => side + (rows[at] ?? blank) + side),
		border(signs(`└${'─'.repeat(inner)}┘`)),
	].join('\n');
	return <Box width={place.width} height={place.height} flexShrink={0}><Text>{text}</Text></Box>;
}
