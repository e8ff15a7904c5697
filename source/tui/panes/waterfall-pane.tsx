import type {ReactElement} from 'react';
import {sanitise} from '../../text/plain.ts';
import {columnGap} from '../../view/waterfall-columns.ts';
import {openCard} from '../select.ts';
import {type WaterfallRow, waterfallRowsOf} from '../waterfall-lines.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** An operation in the seat of the plan: the chain and what could replace it, step by step; the rung is always in the border. */
export function WaterfallPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	const height = place.height - 2;
	const focused = state.focus === 'plan';
	const {cursor} = state.places.plan;
	const rows = waterfallRowsOf(state, width, height);
	const at = rows.findIndex(row => row.halves.some(({step}) => step === cursor));
	const offset = Math.max(0, Math.min(at - Math.floor(height / 2), rows.length - height));
	const paint = ({halves}: WaterfallRow) => halves.map(half => half.step !== null && half.step === cursor
		? painter.selected(half.line, half.width, focused)
		: painter.line(half.line, half.width)).join(' '.repeat(columnGap));
	const below = rows.length - offset - height;
	const rung = state.lost === null ? state.around?.rung.badge ?? '' : 'NO CONNECTION';
	return (
		<Pane
			painter={painter}
			place={place}
			title={`3 Waterfall  ${sanitise(openCard(state)?.title ?? '')} `}
			badge={below > 0 ? `${rung}, ${below} more ↓` : rung}
			loud
			focused={focused}
			rows={rows.slice(offset, offset + height).map(row => paint(row))}
		/>
	);
}
