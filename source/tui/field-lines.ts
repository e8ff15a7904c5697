import {cellWidth} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span} from '../view/line.ts';
import {graphemes, type TextField} from './edit-text.ts';

/** A long field on as many lines as it needs, cut anywhere, with the cursor as a block under its character. */
export function fieldLines({text, at}: TextField, width: number): readonly Line[] {
	const lines: Line[] = [];
	let before = '';
	let cursor: string | null = null;
	let after = '';
	const finish = () => {
		lines.push([span(before), ...(cursor === null ? [] : [span(cursor, 'cursor'), span(after)])]);
		[before, cursor, after] = ['', null, ''];
	};

	for (const [place, part] of [...graphemes(text), ' '].entries()) {
		const shown = sanitise(part);
		if (cellWidth(before + (cursor ?? '') + after + shown) > width) {
			finish();
		}

		if (place === at) {
			cursor = shown;
		} else if (cursor === null) {
			before += shown;
		} else {
			after += shown;
		}
	}

	finish();
	return lines;
}
