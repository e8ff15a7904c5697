import type {Surface} from './settings.ts';

/** Cells for plain text: the terminal's width, 120 in a file or a pipe. */
export function textWidth({stdout}: Pick<Surface, 'stdout'>): number {
	return stdout.isTTY ? Math.max(60, stdout.columns) : 120;
}
