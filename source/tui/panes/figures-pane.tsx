import type {ReactElement} from 'react';
import {cellWidth} from '../../text/cells.ts';
import {paneLines} from '../pane-lines.ts';
import {listHeight} from '../select.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

export interface FiguresPaneProps extends PaneView {
	readonly pane: 'buffers' | 'timing';
	readonly title: string;
	readonly badge: string;
}

/** Buffers or Timing: figures that scroll when there are many. */
export function FiguresPane({state, painter, place, pane, title, badge}: FiguresPaneProps): ReactElement {
	const width = place.width - 2;
	const {offset} = state.places[pane];
	const lines = paneLines(state, pane, width);
	const height = listHeight(state, pane);
	const more = lines.length - offset - height;
	return (
		<Pane
			painter={painter}
			place={place}
			title={title}
			badge={badgeWith(badge, more, width - cellWidth(title) - 3)}
			focused={state.focus === pane}
			rows={lines.slice(offset, offset + height).map(line => painter.line(line, width))}
		/>
	);
}

/** What is below the last row counts before what stands there always; both where there is room. */
function badgeWith(badge: string, more: number, room: number): string {
	const below = `${more} more ↓`;
	const both = `${badge}, ${below}`;
	return more <= 0 ? badge : (cellWidth(both) <= room ? both : below);
}
