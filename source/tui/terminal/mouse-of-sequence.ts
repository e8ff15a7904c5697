import type {MouseInput} from './input-event.ts';

const buttons = ['left', 'middle', 'right', null] as const;

/** The mouse of an SGR report, `<0;12;7` with final `M` (press) or `m` (release); null for buttons nobody has, or a wheel to the side. */
export function mouseOfSequence(parameters: string, final: string): MouseInput | null {
	const match = /^<(\d+);(\d+);(\d+)$/.exec(parameters);
	if (match === null || (final !== 'M' && final !== 'm')) {
		return null;
	}

	const [code = 0, x = 1, y = 1] = match.slice(1).map(Number);
	const place = {
		column: Math.max(x - 1, 0),
		row: Math.max(y - 1, 0),
		shift: (code & 4) !== 0,
		alt: (code & 8) !== 0,
		ctrl: (code & 16) !== 0,
	};
	if (code >= 128) {
		return null;
	}

	if (code & 64) {
		return code & 2 ? null : {kind: 'mouse', action: code & 1 ? 'wheel down' : 'wheel up', button: null, ...place};
	}

	const action = code & 32 ? 'move' : final === 'M' ? 'press' : 'release';
	return {kind: 'mouse', action, button: buttons[code & 3] ?? null, ...place};
}
