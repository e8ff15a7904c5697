import {heatBar} from '../text/bar.ts';
import {clip} from '../text/cells.ts';
import type {Surface} from './settings.ts';

export interface Progress {
	/** @param at - where in it, beside the bar */
	readonly step: (title: string, fraction: number | null, at?: string) => void;
	/** Before anything else is said. */
	readonly end: () => void;
}

/** A bar that moves on a terminal, one line per step elsewhere. */
export function progressOn({stderr, tell}: Pick<Surface, 'stderr' | 'tell'>): Progress {
	let last = '';
	let open = false;
	return {
		step(title, fraction, at = '') {
			if (stderr.isTTY) {
				const bar = fraction === null ? '' : ` ${heatBar(fraction, 24).padEnd(24)} ${Math.floor(fraction * 100)} %`;
				// A line that wraps could not be taken back.
				stderr.write(`\r\u001B[K${clip(`${title}${bar}${at === '' ? '' : `  ${at}`}`, (stderr.columns || 80) - 1)}`);
				open = true;
			} else if (title !== last) {
				tell(title);
			}

			last = title;
		},
		end() {
			if (open) {
				stderr.write('\r\u001B[K');
				open = false;
			}
		},
	};
}
