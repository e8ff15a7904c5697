import {clip, wrap} from '../text/cells.ts';
import {lineWidth} from './fit-line.ts';
import {type Line, lineText, span} from './line.ts';

/** The line, or, when it is too long for the width, its parts on as many lines as they need; parts keep their tones. */
export function wrapLine(line: Line, width: number): readonly Line[] {
	if (lineWidth(line) <= width) {
		return [line];
	}

	const [only] = line;
	if (line.length === 1 && only !== undefined) {
		return wrap(only.text, width).map(text => [span(text, only.tone)]);
	}

	const lines: Line[] = [];
	let current: Line = [];
	for (const part of line) {
		if (lineWidth([...current, part]) > width && current.length > 0) {
			lines.push(current);
			current = [span(clip(`  ${part.text.trimStart()}`, width), part.tone)];
		} else {
			current = [...current, part];
		}
	}

	return [...lines, current].filter(parts => lineText(parts).trim() !== '');
}
