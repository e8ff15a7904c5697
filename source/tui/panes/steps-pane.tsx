import type {ReactElement} from 'react';
import {span} from '../../view/line.ts';
import {stepsFoot, stepsLines, stepsRoom} from '../steps-lines.ts';
import type {StepsOverlay} from '../steps-overlay.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The steps over the whole screen: their list, one at work, what came of it, or the comparison. */
export function StepsPane({state, painter, place, overlay}: PaneView & {readonly overlay: StepsOverlay}): ReactElement {
	const {stage} = overlay;
	const width = place.width - 2;
	const foot = stepsFoot(state, overlay);
	const height = stepsRoom(state, overlay);
	const lines = stepsLines(state, overlay);
	const rest = Math.max(0, lines.length - height);
	const wanted = stage.kind === 'report' ? stage.cursor - Math.floor(height / 2) : stage.kind === 'told' || stage.kind === 'ended' ? stage.offset : 0;
	const offset = Math.max(0, Math.min(rest, wanted));
	const shown = lines.map((line): typeof line => [{text: ' ', tone: 'plain'}, ...line]);
	const rows = stage.kind === 'report'
		? listRows(painter, shown, {cursor: stage.cursor, offset}, height, width, true)
		: shown.slice(offset, offset + height).map(line => painter.line(line, width));
	return (
		<Pane
			painter={painter}
			place={place}
			title={stage.kind === 'report' ? 'Steps: compare ' : 'Steps '}
			badge={stage.kind === 'report' ? `Enter opens, n next, w writes, Esc  ${stage.cursor + 1}/${lines.length}` : lines.length - offset > height ? `${lines.length - offset - height} more ↓` : stage.kind === 'work' ? 'Esc stops' : 'Esc'}
			focused
			rows={[...rows, ...foot.map(line => painter.line([span(' '), ...line], width))]}
		/>
	);
}
