import {keyTable, type MoveName} from './key-table.ts';

/** Rows that a move of the key table goes, where so many are seen at once. */
const distances = {
	'down': () => 1,
	'up': () => -1,
	'half down': page => Math.ceil(page / 2),
	'half up': page => -Math.ceil(page / 2),
	'page down': page => page,
	'page up': page => -page,
	'top': () => Number.NEGATIVE_INFINITY,
	'bottom': () => Number.POSITIVE_INFINITY,
} satisfies Partial<Record<MoveName, (page: number) => number>>;

/** A move through rows, of whatever list. */
export type ListMove = keyof typeof distances;

export const listMoves: Readonly<Record<ListMove, (page: number) => number>> = distances;

const moveOfKey = new Map(keyTable.flatMap(({keys, move}) => isListMove(move) ? keys.map(key => [key, move] as const) : []));

/** How far a key goes in a list of which `page` rows are seen: the key table's keys, in every pane and overlay. null: it is no key of movement. */
export function rowsMoved(key: string, page: number): number | null {
	const move = moveOfKey.get(key);
	return move === undefined ? null : listMoves[move](Math.max(1, page));
}

/** The same where there is only text to read: the space bar goes on, as in every pager. */
export function rowsRead(key: string, page: number): number | null {
	return rowsMoved(key === 'space' ? 'pagedown' : key, page);
}

/** The same beside a text field, which has the letters, and the keys that move and delete in it: what is left are arrows and pages. */
export function rowsBeside(key: string, page: number): number | null {
	return ['down', 'up', 'pagedown', 'pageup'].includes(key) ? rowsMoved(key, page) : null;
}

/** A place in a list of so many rows, moved. */
export function movedWithin(place: number, rows: number, length: number): number {
	return Math.max(0, Math.min(length - 1, place + rows));
}

function isListMove(move: MoveName): move is ListMove {
	return move in distances;
}
