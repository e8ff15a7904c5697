import type {DiffRow} from '../view/diff-rows.ts';
import type {Step} from './command.ts';
import {rowsMoved} from './list-moves.ts';
import {type DiffOverlay, diffView, shownDiff} from './shown-diff.ts';
import {backToLattice} from './back-to-lattice.ts';
import type {State} from './state.ts';

/** Keys in the diff of the pinned and the current plan. */
export function reduceDiff(state: State, overlay: DiffOverlay, key: {readonly name: string}): Step {
	const shown = shownDiff(state);
	if (shown === null || ['escape', 'q', 'd'].includes(key.name)) {
		return overlay.back === undefined ? {state: {...state, overlay: overlay.between?.back ?? null}, commands: []} : backToLattice(state, overlay.back);
	}

	const {rows} = diffView(state, shown.diff, overlay);
	const to = (cursor: number): Step => ({
		state: {...state, overlay: {...overlay, cursor: Math.max(0, Math.min(rows.length - 1, cursor))}},
		commands: [],
	});
	const rowsOn = rowsMoved(key.name, state.size.rows - 14);
	if (rowsOn !== null) {
		return to(overlay.cursor + rowsOn);
	}

	switch (key.name) {
		case 'n': {
			return to(nextBiggest(rows, shown.diff.biggest, rows[overlay.cursor]?.node.id ?? -1));
		}

		case 'space':
		case 'enter':
		case 'l':
		case 'h':
		case 'right':
		case 'left': {
			const row = rows[overlay.cursor];
			if (row === undefined || row.fold === 'none') {
				return {state, commands: []};
			}

			const unfolded = new Set(overlay.unfolded);
			if (!unfolded.delete(row.node.id)) {
				unfolded.add(row.node.id);
			}

			return {state: {...state, overlay: {...overlay, unfolded}}, commands: []};
		}

		default: {
			return {state, commands: []};
		}
	}
}

/** The row of the next smaller change: `biggest` is in order of size, and starts again after the last. */
function nextBiggest(rows: readonly DiffRow[], biggest: readonly number[], here: number): number {
	const places = new Map<number, number>();
	for (const [at, {node}] of rows.entries()) {
		// A moved node has two rows: the first.
		if (!places.has(node.id)) {
			places.set(node.id, at);
		}
	}

	const shown = biggest.filter(id => places.has(id));
	const next = shown[(shown.indexOf(here) + 1) % Math.max(1, shown.length)];
	return next === undefined ? 0 : places.get(next) ?? 0;
}
