import type {TerminalSize} from './terminal-port.ts';

export interface FrameWriter {
	/** Puts a frame on the screen, lines separated by `\n`, by writing the rows that changed. What does not fit is cut off below. */
	show(frame: string): void;
	/** Writes every row of the last frame again: the terminal may have lost it (resize, SIGCONT, a `wall` from somebody). */
	repaint(): void;
}

const csi = '\u001B[';
/**
 * Synchronized output: a terminal that knows it shows the rows all at once; others ignore it.
 * No autowrap meanwhile: a frame made for a wider terminal, seen for an instant during a resize, must not spill or scroll.
 */
const begin = `${csi}?2026h${csi}?7l`;
const end = `${csi}?7h${csi}?2026l`;

/**
 * Every row is addressed absolutely and erased on its own. So nothing depends on where the cursor was, nothing scrolls,
 * and the screen is never cleared (CSI 2J flickers, and takes the scrollback along on some terminals).
 * A row is erased before it is written: after a full row the cursor still stands on the last column, and would erase it.
 */
export function createFrameWriter(write: (data: string) => void, size: () => TerminalSize): FrameWriter {
	let frame = '';
	/** The rows the terminal shows; null when it may show anything. */
	let shown: readonly string[] | null = null;

	const paint = (): void => {
		const {rows} = size();
		const lines = frame.split('\n').slice(0, rows);
		const last = shown === null ? rows : Math.max(lines.length, shown.length);
		let changes = '';
		for (let row = 0; row < last; row++) {
			const line = lines[row] ?? '';
			if (shown === null || line !== (shown[row] ?? '')) {
				changes += `${csi}${row + 1};1H${csi}K${line}`;
			}
		}

		shown = lines;
		if (changes !== '') {
			write(begin + changes + end);
		}
	};

	return {
		show(next) {
			frame = next.endsWith('\n') ? next.slice(0, -1) : next;
			paint();
		},
		repaint() {
			shown = null;
			paint();
		},
	};
}
