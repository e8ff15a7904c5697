import type {ReactElement} from 'react';
import {diffCard} from '../../view/diff-card.ts';
import {diffHeader, diffLine} from '../../view/diff-columns.ts';
import {diffSummary} from '../../view/diff-summary.ts';
import {span} from '../../view/line.ts';
import {diffNames, type DiffOverlay, diffView, shownDiff} from '../shown-diff.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The pinned plan and the current one: verdict and totals, the two trees, and the node under the cursor. */
export function DiffPane({state, painter, place, overlay}: PaneView & {readonly overlay: DiffOverlay}): ReactElement {
	const width = place.width - 2;
	const height = place.height - 2;
	const shown = shownDiff(state);
	if (shown === null) {
		return <Pane painter={painter} place={place} title='Diff ' focused rows={[painter.line([span(state.trial?.stale === true ? 'compared as soon as the plan is there' : 'there is nothing else to compare with', 'dim')], width)]}/>;
	}

	const {diff, verdict} = shown;
	const names = diffNames(state, diff);
	const {columns, rows} = diffView(state, diff, overlay);
	const row = rows[overlay.cursor];
	const top = [...diffSummary(diff, verdict, width), [], diffHeader(diff, columns, names)];
	const card = row === undefined || row.folded !== null ? [] : diffCard(diff, row.node, width).slice(0, Math.floor(height / 3));
	const room = Math.max(1, height - top.length - card.length - 1);
	const offset = Math.max(0, Math.min(overlay.cursor - Math.floor(room / 2), rows.length - room));
	const lines = rows.slice(offset, offset + room).map(visible => diffLine(diff, visible, columns));
	const blanks = Array.from({length: Math.max(0, room - lines.length)}, () => ' '.repeat(width));
	return (
		<Pane
			painter={painter}
			place={place}
			title={`Diff  ${names.before} → ${names.after} `}
			badge='n next, Space folds, Esc'
			focused
			rows={[
				...top.map(line => painter.line(line, width)),
				...listRows(painter, lines, {cursor: overlay.cursor - offset, offset: 0}, room, width, true),
				...blanks,
				painter.line([span('─'.repeat(width), 'dim')], width),
				...card.map(line => painter.line(line, width)),
			]}
		/>
	);
}
