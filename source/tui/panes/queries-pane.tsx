import type {ReactElement} from 'react';
import {type Line, span} from '../../view/line.ts';
import {fieldSpans} from '../overlay-lines.ts';
import {paneLines} from '../pane-lines.ts';
import {firstOperation, listHeight} from '../select.ts';
import type {ListPlace} from '../pane-names.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The catalogue: one row a query, then one an operation under their heading; the filter below while there is one. */
export function QueriesPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	const focused = state.focus === 'queries';
	const lines = paneLines(state, 'queries', width);
	const {overlay} = state;
	const editing = overlay?.kind === 'filter' && overlay.pane === 'queries' ? overlay.field : null;
	const filter = editing === null
		? (state.filters.queries === '' ? null : [span('/', 'key'), span(state.filters.queries)])
		: [span('/', 'key'), ...fieldSpans(editing, true, width - 2)];
	const heading = firstOperation(state);
	const height = listHeight(state, 'queries') + (heading === null ? 0 : 1);
	const rows = lines.length === 0
		? [painter.line([span('no query and no operation contains these words', 'dim')], width)]
		: listRows(painter, withHeading(lines, heading, width), placeUnder(state.places.queries, heading), height, width, focused);
	const blanks = Array.from({length: Math.max(0, height - rows.length)}, () => ' '.repeat(width));
	const {entries, operations} = state.around?.catalog ?? {entries: [], operations: []};
	const total = entries.length + operations.length;
	return (
		<Pane
			painter={painter}
			place={place}
			title='1 Queries '
			badge={lines.length < total ? `${lines.length} of ${total}` : (operations.length === 0 ? String(total) : `${entries.length} + ${operations.length}`)}
			focused={focused}
			rows={filter === null ? rows : [...rows, ...blanks, painter.line(filter, width)]}
		/>
	);
}

const title = '─ operations ';

/** A line of its own above the first operation, which no cursor stands on. */
function withHeading(lines: readonly Line[], at: number | null, width: number): readonly Line[] {
	return at === null ? lines : [...lines.slice(0, at), [span(title, 'title'), span('─'.repeat(Math.max(0, width - title.length)), 'dim')], ...lines.slice(at)];
}

function placeUnder({cursor, offset}: ListPlace, heading: number | null): ListPlace {
	return heading === null ? {cursor, offset} : {cursor: cursor + (cursor >= heading ? 1 : 0), offset: offset + (offset > heading ? 1 : 0)};
}
