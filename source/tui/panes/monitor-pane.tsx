import type {ReactElement} from 'react';
import {formatClock} from '../../text/moment.ts';
import {type Line, span} from '../../view/line.ts';
import {wrapLine} from '../../view/wrap-line.ts';
import {type MonitorOverlay, monitorView} from '../monitor-view.ts';
import type {State} from '../state.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** How the indexes of the database are used, looked at again and again while this is open. */
export function MonitorPane({state, painter, place, overlay}: PaneView & {readonly overlay: MonitorOverlay}): ReactElement {
	const width = place.width - 4;
	const {report, problem} = state.watched;
	const paint = (lines: readonly Line[]) => lines.map(line => ` ${painter.line(line, width)} `);
	const frame = (rows: readonly string[]) => <Pane painter={painter} place={place} title='Monitor ' badge={badgeOf(state)} focused rows={rows}/>;
	if (report === null) {
		const lines: readonly Line[] = problem === null ? [[span('reading the counters', 'dim')]] : problem.map((text, at): Line => [span(text, at === 0 ? 'error' : 'plain')]);
		return frame(paint(lines.flatMap(line => wrapLine(line, width))));
	}

	const {top, rows, room, card, keys} = monitorView(state, overlay, report);
	const listed = overlay.list === 'indexes';
	const offset = Math.max(0, Math.min(listed ? overlay.cursor - Math.floor(room / 2) : overlay.cursor, rows.length - room));
	const list = listRows(painter, rows, {cursor: listed ? overlay.cursor : -1, offset}, room, width, overlay.field === null).map(row => ` ${row} `);
	const blanks = Array.from({length: Math.max(0, room - list.length)}, () => ' '.repeat(width + 2));
	return frame([...paint(top), ...list, ...blanks, ...(card.length === 0 ? [] : paint([[span('─'.repeat(width), 'dim')], ...card])), ...paint([keys])]);
}

/** When it was looked last, and why not since. */
function badgeOf({watched: {report, problem, phase}, lost}: State): string {
	const seen = report === null ? '' : `seen ${formatClock(report.snapshot.age.now)}`;
	const why = lost !== null ? 'no connection' : phase === 'paused' ? 'waits while something is measured' : problem?.[0] ?? null;
	return [why, seen].filter(Boolean).join(', ') || 'Esc closes';
}
