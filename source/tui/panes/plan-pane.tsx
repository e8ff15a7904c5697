import type {ReactElement} from 'react';
import {sanitise} from '../../text/plain.ts';
import {entryLines, paneLines} from '../pane-lines.ts';
import {listHeight, openEntry} from '../select.ts';
import {span, type Line} from '../../view/line.ts';
import type {Painter} from '../painter.ts';
import type {State} from '../state.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The tree: its header stays, its rows scroll; the rung is always in the border. */
export function PlanPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	const focused = state.focus === 'plan';
	const lines = paneLines(state, 'plan', width);
	const hasTree = state.trial?.error == null && state.trial?.plan != null;
	const [head, ...tree] = lines;
	const rows = hasTree && head !== undefined
		? [painter.line(head, width), ...listRows(painter, tree, state.places.plan, listHeight(state, 'plan'), width, focused)]
		: lines.map(line => painter.line(line, width));
	const entry = openEntry(state);
	const card = cardRows(state, painter, place.height - 2 - rows.length, width);
	return (
		<Pane
			painter={painter}
			place={place}
			title={`3 Plan  ${entry === null ? '' : `${sanitise(entry.title)} `}`}
			badge={state.around?.rung.badge ?? ''}
			loud
			focused={focused}
			rows={[...rows, ...card]}
		/>
	);
}

/** The query itself takes the room that the tree leaves, at the pane's foot. */
function cardRows(state: State, painter: Painter, room: number, width: number): string[] {
	const least = 5;
	if (room < least) {
		return [];
	}

	const lines: readonly Line[] = [[span('─'.repeat(width), 'dim')], ...entryLines(state, width)].slice(0, room - 1);
	const blanks = Array.from({length: room - lines.length}, () => ' '.repeat(width));
	return [...blanks, ...lines.map(line => painter.line(line, width))];
}
