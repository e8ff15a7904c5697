import type {TextPosition} from '../errors.ts';

/** Line and column, from 1 and in characters, of an offset in UTF-16 units. */
export function positionAt(text: string, offset: number): TextPosition {
	const lines = text.slice(0, offset).split('\n');
	return {line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1};
}
