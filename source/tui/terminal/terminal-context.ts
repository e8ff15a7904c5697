import {createContext, useContext, useEffect, useRef} from 'react';
import type {InputEvent} from './input-event.ts';
import type {TerminalSize} from './terminal-port.ts';

/** The terminal as components see it. */
export interface Terminal {
	/** Cells; the last row stays free, so `rows - 1` are there to draw in. */
	readonly size: TerminalSize;
	readonly subscribe: (listener: (event: InputEvent) => void) => () => void;
	/** Writes the whole screen again (^L). */
	readonly repaint: () => void;
}

export const TerminalContext = createContext<Terminal>({
	size: {columns: 80, rows: 24},
	subscribe: () => () => undefined,
	repaint: () => undefined,
});

export function useTerminal(): Terminal {
	return useContext(TerminalContext);
}

/** The size in cells; a component that asks is drawn again when it changes. */
export function useTerminalSize(): TerminalSize {
	return useTerminal().size;
}

/** Hears every key, paste and mouse event; the listener may be a new function on every render. */
export function useInputEvents(listener: (event: InputEvent) => void): void {
	const {subscribe} = useTerminal();
	const latest = useRef(listener);
	useEffect(() => {
		latest.current = listener;
	});
	useEffect(() => subscribe(event => {
		latest.current(event);
	}), [subscribe]);
}
