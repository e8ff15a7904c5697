import type {ReactElement} from 'react';
import {formatPercent} from '../../text/quantity.ts';
import {type Line, span} from '../../view/line.ts';
import {wrapLine} from '../../view/wrap-line.ts';
import {latticeView} from '../lattice-view.ts';
import type {LatticeOverlay} from '../overlay.ts';
import type {State} from '../state.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** All combinations of the indexes: which query needs which, and the sets that nothing beats. */
export function LatticePane({state, painter, place, overlay}: PaneView & {readonly overlay: LatticeOverlay}): ReactElement {
	const width = place.width - 4;
	const {combinations, problem} = state.combining;
	const paint = (lines: readonly Line[]) => lines.map(line => ` ${painter.line(line, width)} `);
	const frame = (rows: readonly string[]) => <Pane painter={painter} place={place} title='Lattice ' badge={badgeOf(state)} focused rows={rows}/>;
	if (combinations === null) {
		const lines: readonly Line[] = problem === null ? [[span('every combination of the indexes is planned, or proved', 'dim')]] : problem.map((text, at): Line => [span(text, at === 0 ? 'error' : 'plain')]);
		return frame(paint(lines.flatMap(line => wrapLine(line, width))));
	}

	const {top, rows, room, cursor, card, keys} = latticeView(state, overlay, combinations);
	const offset = Math.max(0, Math.min(cursor - Math.floor(room / 2), rows.length - room));
	const list = listRows(painter, rows, {cursor, offset}, room, width, true).map(row => ` ${row} `);
	const blanks = Array.from({length: Math.max(0, room - list.length)}, () => ' '.repeat(width + 2));
	return frame([...paint(top), ...list, ...blanks, ...paint([[span('─'.repeat(width), 'dim')], ...card, keys])]);
}

/** What is being done, or went wrong last. */
function badgeOf({combining: {step, problem}, lost}: State): string {
	const doing = step === null ? null : `${step.title}${step.fraction === null ? '' : ` ${formatPercent(Math.round(step.fraction * 100) / 100)}`}`;
	return lost !== null ? 'no connection' : doing ?? problem?.[0] ?? 'Esc closes';
}
