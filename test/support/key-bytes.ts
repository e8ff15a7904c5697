const sequences: Readonly<Record<string, string>> = {
	'enter': '\r', 'tab': '\t', 'shift+tab': '\u001B[Z', 'escape': '\u001B', 'space': ' ', 'backspace': '\u007F',
	'up': '\u001B[A', 'down': '\u001B[B', 'right': '\u001B[C', 'left': '\u001B[D',
	'home': '\u001B[H', 'end': '\u001B[F', 'insert': '\u001B[2~', 'delete': '\u001B[3~',
	'pageup': '\u001B[5~', 'pagedown': '\u001B[6~',
};

/** What a terminal sends for a key, named as the key table names it. */
export function keyBytes(key: string): string {
	const sequence = sequences[key];
	if (sequence !== undefined) {
		return sequence;
	}

	const ctrl = /^ctrl\+([a-z])$/.exec(key)?.[1];
	if (ctrl !== undefined) {
		return String.fromCharCode(ctrl.charCodeAt(0) - 96);
	}

	const alt = /^alt\+(.)$/u.exec(key)?.[1];
	if (alt !== undefined) {
		return `\u001B${alt}`;
	}

	if ([...key].length !== 1) {
		throw new Error(`no terminal sends a key called ${key}`);
	}

	return key;
}
