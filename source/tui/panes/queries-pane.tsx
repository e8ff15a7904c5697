import type {ReactElement} from 'react';
import {span} from '../../view/line.ts';
import {fieldSpans} from '../overlay-lines.ts';
import {paneLines} from '../pane-lines.ts';
import {listHeight} from '../select.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The catalogue: one row a query, the filter below while there is one. */
export function QueriesPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	const focused = state.focus === 'queries';
	const lines = paneLines(state, 'queries', width);
	const {overlay} = state;
	const editing = overlay?.kind === 'filter' && overlay.pane === 'queries' ? overlay.field : null;
	const filter = editing === null
		? (state.filters.queries === '' ? null : [span('/', 'key'), span(state.filters.queries)])
		: [span('/', 'key'), ...fieldSpans(editing, true, width - 2)];
	const height = listHeight(state, 'queries');
	const rows = lines.length === 0
		? [painter.line([span('no query contains these words', 'dim')], width)]
		: listRows(painter, lines, state.places.queries, height, width, focused);
	const blanks = Array.from({length: Math.max(0, height - rows.length)}, () => ' '.repeat(width));
	const total = state.around?.catalog.entries.length ?? 0;
	return (
		<Pane
			painter={painter}
			place={place}
			title='1 Queries '
			badge={lines.length === total ? String(total) : `${lines.length} of ${total}`}
			focused={focused}
			rows={filter === null ? rows : [...rows, ...blanks, painter.line(filter, width)]}
		/>
	);
}
