import process from 'node:process';
import type {TerminalSize} from './terminal-port.ts';

/** Where Ink 6 takes its cursor back to before it writes a frame anew, and what else it says around one. */
const inkPositioning = /^(?:\u001B\[(?:2K|\d*A|G|[23]J|H|\?25[hl]))+/;

/**
 * Ink's view of the terminal: it hands over whole frames, and knows the width only.
 *
 * Ink 6.8 cannot be given the terminal itself. Its `incrementalRendering` climbs one row too few after a frame that ends
 * with a newline, so each key would shift the picture down by one row; at full height it clears screen and scrollback on every key.
 * Told that this is no terminal, it writes each frame whole, after erasing the one before; the erasing is dropped here.
 */
export function inkStdout(size: () => TerminalSize, show: (frame: string) => void): NodeJS.WriteStream {
	// The overloads of Writable.write: the callback comes last.
	const write = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
		const frame = String(chunk).replace(inkPositioning, '');
		if (frame !== '') {
			show(frame);
		}

		const callback = rest.at(-1);
		if (typeof callback === 'function') {
			queueMicrotask(() => {
				Reflect.apply(callback, undefined, []);
			});
		}

		return true;
	};

	return new Proxy(process.stdout, {
		get(target, key) {
			switch (key) {
				case 'write':
					return write;
				case 'columns':
					return size().columns;
				case 'rows':
					return Number.POSITIVE_INFINITY;
				case 'isTTY':
				case 'destroyed':
				case 'writableEnded':
					return false;
				case 'writable':
					return true;
				case 'on':
				case 'off':
					return () => undefined; // a resize reaches Ink as a new render, not as an event
				default: {
					const value: unknown = Reflect.get(target, key);
					return value;
				}
			}
		},
	});
}

/** A keyboard nobody types on: input reaches the screen through our own parser. */
export function inkStdin(): NodeJS.ReadStream {
	return new Proxy(process.stdin, {
		get(target, key) {
			if (key === 'isTTY') {
				return false;
			}

			const value: unknown = Reflect.get(target, key);
			return typeof value === 'function' ? () => null : value;
		},
	});
}
