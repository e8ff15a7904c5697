import type {ReactElement} from 'react';
import {nameConfiguration} from '../../catalog/name-configuration.ts';
import {type Line, span} from '../../view/line.ts';
import {fieldSpans} from '../overlay-lines.ts';
import {indexDetailLines, paneLines} from '../pane-lines.ts';
import {listHeight} from '../select.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The toggles; below them what the one under the cursor is. */
export function IndexesPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	const focused = state.focus === 'indexes';
	const height = listHeight(state, 'indexes');
	const lines = paneLines(state, 'indexes', width);
	const rows = listRows(painter, lines, state.places.indexes, height, width, focused);
	const blanks = Array.from({length: Math.max(0, height - rows.length)}, () => ' '.repeat(width));
	const {overlay} = state;
	const editing = overlay?.kind === 'filter' && overlay.pane === 'indexes' ? overlay.field : null;
	const head: Line = editing === null
		? (state.filters.indexes === '' ? [span('─'.repeat(width), 'dim')] : [span('/', 'key'), span(state.filters.indexes)])
		: [span('/', 'key'), ...fieldSpans(editing, true)];
	const below = [head, ...indexDetailLines(state)].slice(0, 3).map(line => painter.line(line, width));
	return (
		<Pane
			painter={painter}
			place={place}
			title='2 Indexes '
			badge={nameConfiguration(state.configuration, state.around?.universe.presets ?? [])}
			loud
			focused={focused}
			rows={[...rows, ...blanks, ...below]}
		/>
	);
}
