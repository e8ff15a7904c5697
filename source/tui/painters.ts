import {createPainter, type Painter} from './painter.ts';
import type {Capabilities} from './terminal/capabilities.ts';

/** The painter in use; another one once the terminal has told its background. */
export interface Painters {
	readonly painter: () => Painter;
	readonly subscribe: (listener: () => void) => () => void;
	/** null: the terminal said something else. */
	readonly adopt: (background: Capabilities['background'] | null) => void;
}

export function createPainters(capabilities: Capabilities): Painters {
	let background = capabilities.background;
	let painter = createPainter(capabilities);
	const listeners = new Set<() => void>();
	return {
		painter: () => painter,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		adopt(told) {
			if (told === null || told === background) {
				return;
			}

			background = told;
			painter = createPainter({...capabilities, background});
			for (const listener of listeners) {
				listener();
			}
		},
	};
}
