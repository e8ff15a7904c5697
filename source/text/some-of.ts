import {cellWidth, clip} from './cells.ts';

/** `a, b and 3 more`: as many names as the width has room for, and how many are left out. */
export function someOf(names: readonly string[], width: number): string {
	for (let shown = names.length; shown > 0; shown--) {
		const text = `${names.slice(0, shown).join(', ')}${shown === names.length ? '' : ` and ${names.length - shown} more`}`;
		if (cellWidth(text) <= width) {
			return text;
		}
	}

	return clip(names.length > 1 ? `${names.length} names: ${names[0] ?? ''}` : names[0] ?? '', width);
}
