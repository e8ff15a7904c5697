import type {ReactElement} from 'react';
import {nameConfiguration} from '../../catalog/name-configuration.ts';
import {type Line, span} from '../../view/line.ts';
import {fieldSpans} from '../overlay-lines.ts';
import {indexDetailLines, paneLines} from '../pane-lines.ts';
import {formatCount} from '../../text/quantity.ts';
import {insightBlock} from '../../view/insight-rows.ts';
import {listHeight, shownInsights} from '../select.ts';
import {hiddenIndexes} from '../shown-indexes.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** Where there is nothing to flip (plans from a file), what the plan says about itself has this seat. */
function InsightsPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	const insights = shownInsights(state);
	const lines = insights.flatMap(insight => insightBlock(insight, width));
	return (
		<Pane
			painter={painter}
			place={place}
			title='2 Insights '
			badge={insights.length === 0 ? '' : 'i opens them'}
			focused={state.focus === 'indexes'}
			rows={(lines.length === 0 ? [[span('no rule found anything', 'dim')]] : lines).slice(0, place.height - 2).map(line => painter.line(line, width))}
		/>
	);
}

/** The line between the list and what its row is: how many are left out, if any. */
function restLine(hidden: number, width: number): Line {
	const words = ` lists ${formatCount(hidden)} more `;
	return hidden === 0
		? [span('─'.repeat(width), 'dim')]
		: [span('─ ', 'dim'), span('a', 'key'), span(`${words}${'─'.repeat(Math.max(0, width - words.length - 3))}`, 'dim')];
}

/** The toggles; below them what the one under the cursor is. */
export function IndexesPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	if (state.around?.universe.indexes.length === 0) {
		return <InsightsPane state={state} painter={painter} place={place}/>;
	}

	const focused = state.focus === 'indexes';
	const height = listHeight(state, 'indexes');
	const lines = paneLines(state, 'indexes', width);
	const rows = listRows(painter, lines, state.places.indexes, height, width, focused);
	const blanks = Array.from({length: Math.max(0, height - rows.length)}, () => ' '.repeat(width));
	const {overlay} = state;
	const editing = overlay?.kind === 'filter' && overlay.pane === 'indexes' ? overlay.field : null;
	const head: Line = editing === null
		? (state.filters.indexes === '' ? restLine(hiddenIndexes(state), width) : [span('/', 'key'), span(state.filters.indexes)])
		: [span('/', 'key'), ...fieldSpans(editing, true, width - 2)];
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
