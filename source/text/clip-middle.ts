import {cellWidth, clip} from './cells.ts';

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** At most `width` cells with both ends of the text: names of one table differ at their ends. */
export function clipMiddle(text: string, width: number): string {
	if (cellWidth(text) <= width || width < 3) {
		return clip(text, width);
	}

	const room = Math.floor((width - 1) / 2);
	let end = '';
	for (const {segment} of [...graphemes.segment(text)].toReversed()) {
		if (cellWidth(segment + end) > room) {
			break;
		}

		end = segment + end;
	}

	return clip(text, width - cellWidth(end)) + end;
}
