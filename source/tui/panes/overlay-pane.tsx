import type {ReactElement} from 'react';
import type {Overlay} from '../overlay.ts';
import {overlayLength, overlayWindow} from '../overlay-lines.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

const titles: Record<Overlay['kind'], string> = {
	help: 'Keys ',
	card: 'Node ',
	step: 'Step ',
	insights: 'Insights ',
	diff: 'Diff ',
	statistics: 'Statistics ',
	presets: 'Presets ',
	parameters: 'Parameters ',
	proposal: 'Propose ',
	rtt: 'Round trip ',
	monitor: 'Monitor ',
	sweep: 'Values ',
	export: 'Export ',
	lattice: 'Lattice ',
	palette: 'Commands ',
	filter: 'Filter ',
	steps: 'Steps ',
	consent: 'Consent ',
};

/** What lies over the right side. */
export function OverlayPane({state, painter, place, overlay}: PaneView & {readonly overlay: Overlay}): ReactElement {
	const width = place.width - 2;
	const height = place.height - 2;
	const length = overlayLength(state, overlay);
	const offset = 'offset' in overlay
		? overlay.offset
		: ('cursor' in overlay ? Math.max(0, overlay.cursor + 4 - height) : 0);
	const more = length - offset - height;
	return (
		<Pane
			painter={painter}
			place={place}
			title={titles[overlay.kind]}
			badge={more > 0 ? `${more} more ↓` : 'Esc closes'}
			focused
			rows={overlayWindow(state, overlay, {start: offset, end: offset + height}).map(line => ` ${painter.line(line, width - 2)} `)}
		/>
	);
}
