import type {PaneName} from './pane-names.ts';

export const smallest = {columns: 80, rows: 24} as const;

/** A pane's place on the screen in cells, borders included. */
export interface Box {
	readonly width: number;
	readonly height: number;
}

export interface Layout {
	readonly body: Box;
	readonly left: number;
	readonly right: number;
	readonly panes: Readonly<Record<PaneName, Box>>;
}

/** Status and footer. */
const belowBody = 2;

/** Where everything stands; the last terminal row stays free, or Ink clears the whole screen on every key. */
export function layout({columns, rows}: {readonly columns: number; readonly rows: number}, zoomed: PaneName | null): Layout {
	const height = rows - 1 - belowBody;
	const body = {width: columns, height};
	const left = Math.min(64, Math.max(30, Math.round(columns * 0.32)));
	const right = columns - left;
	const bottom = Math.min(18, Math.max(9, Math.round(height * 0.34)));
	const queries = Math.round(height * 0.42);
	const buffers = Math.floor(right / 2);
	const panes: Record<PaneName, Box> = {
		queries: {width: left, height: queries},
		indexes: {width: left, height: height - queries},
		plan: {width: right, height: height - bottom},
		buffers: {width: buffers, height: bottom},
		timing: {width: right - buffers, height: bottom},
	};
	return {body, left, right, panes: zoomed === null ? panes : {...panes, [zoomed]: body}};
}

export function tooSmall({columns, rows}: {readonly columns: number; readonly rows: number}): boolean {
	return columns < smallest.columns || rows < smallest.rows;
}
