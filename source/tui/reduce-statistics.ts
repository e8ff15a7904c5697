import {statisticsColumns} from '../view/statistics-rows.ts';
import type {Step} from './command.ts';
import {layout} from './layout.ts';
import {rowsRead} from './list-moves.ts';
import {overlayLength} from './overlay-lines.ts';
import {shownPlan} from './select.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in the statistics of a plan: `<` and `>` choose the column, `r` turns the order round. */
export function reduceStatistics(state: State, overlay: Extract<Overlay, {kind: 'statistics'}>, key: {readonly name: string}): Step {
	const plan = shownPlan(state);
	if (plan === null || ['escape', 'q', 't'].includes(key.name)) {
		return {state: {...state, overlay: null}, commands: []};
	}

	const put = (change: Partial<typeof overlay>): Step => ({state: {...state, overlay: {...overlay, ...change}}, commands: []});
	const {right, body} = layout(state.size, null);
	const columns = statisticsColumns(plan, right - 4);
	const sortBy = (step: number): Step => {
		const at = columns.indexOf(overlay.sort.column);
		const column = columns[(at + step + columns.length) % columns.length] ?? 'name';
		return put({sort: {column, descending: column !== 'name'}});
	};
	const scroll = (step: number): Step => {
		const last = Math.max(0, overlayLength(state, overlay) - (body.height - 2));
		return put({offset: Math.max(0, Math.min(last, overlay.offset + step))});
	};

	const rows = rowsRead(key.name, body.height - 2);
	if (rows !== null) {
		return scroll(rows);
	}

	switch (key.name) {
		case '>':
		case 'l':
		case 'right': {
			return sortBy(1);
		}

		case '<':
		case 'h':
		case 'left': {
			return sortBy(-1);
		}

		case 'r': {
			return put({sort: {...overlay.sort, descending: !overlay.sort.descending}});
		}

		default: {
			return {state, commands: []};
		}
	}
}
