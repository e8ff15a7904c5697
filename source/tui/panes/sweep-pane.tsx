import type {ReactElement} from 'react';
import {openCard} from '../select.ts';
import {type SweepOverlay, sweepView} from '../sweep-view.ts';
import type {State} from '../state.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The open query over several values of a parameter. */
export function SweepPane({state, painter, place, overlay}: PaneView & {readonly overlay: SweepOverlay}): ReactElement {
	const width = place.width - 4;
	const {lines, places, room, keys} = sweepView(state, overlay);
	const cursor = places.find(({at}) => at === overlay.at)?.line ?? -1;
	const rows = listRows(painter, lines, {cursor, offset: overlay.offset}, room, width, overlay.field === null).map(row => ` ${row} `);
	const blanks = Array.from({length: Math.max(0, room - rows.length)}, () => ' '.repeat(width + 2));
	const more = lines.length - overlay.offset - room;
	return (
		<Pane
			painter={painter}
			place={place}
			title={`Values  ${painter.signs(openCard(state)?.title ?? '')} `}
			badge={[progressOf(state), more > 0 ? `${more} more ↓` : ''].filter(Boolean).join(', ')}
			focused
			rows={[...rows, ...blanks, ` ${painter.line(keys, width)} `]}
		/>
	);
}

function progressOf({sweep}: State): string {
	switch (sweep?.phase) {
		case 'running':
			return sweep.sweep === null ? 'planning' : sweep.sweep.phase === 'planned' ? 'planned' : `${sweep.sweep.tries.filter(({run}) => (run?.samples.length ?? 0) > 0).length} of ${sweep.sweep.tries.length} timed`;
		case 'cancelling':
			return 'cancelling';
		case 'cancelled':
			return 'cancelled';
		case 'failed':
			return 'failed';
		case 'done':
		case undefined:
			return '';
	}
}
