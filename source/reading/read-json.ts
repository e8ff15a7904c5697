import {parseJson} from '../plan/parse-json.ts';
import type {Json} from '../plan/plan.ts';
import {scanJson} from '../plan/scan-json.ts';
import {type Joined, type Line, lineAt} from './line.ts';
import {mendJson, sourceOffset} from './mend-json.ts';
import {unreadable} from './unreadable.ts';

const as = 'EXPLAIN\'s JSON';

export interface JsonDocument {
	readonly value: Json;
	/** Where it ends in the joined lines. */
	readonly end: number;
}

/**
 * The JSON value at `offset` of the lines, mended when it has to be. Throws a PlanflipError of kind `input` that names the line
 * and what was expected there. `width` tells the characters of the longest line.
 */
export function readJson(lines: readonly Line[], {text, starts}: Joined, offset: number, width: () => number): JsonDocument {
	const scan = scanJson(text, offset);
	if (scan.kind === 'value') {
		return {value: parseJson(text.slice(offset, scan.end)), end: scan.end};
	}

	const mended = mendJson(text, offset, width());
	const again = scanJson(mended.text, 0);
	if (again.kind === 'value') {
		return {value: parseJson(mended.text), end: mended.end};
	}

	const at = sourceOffset(mended, again.at);
	const line = lines[lineAt(starts, at)];
	throw unreadable({line: line?.number ?? 1, as, expected: again.expected, found: text.slice(at, at + 200)});
}

/** Lines of the elements of the array at `offset`, in their order; of the value itself when it is no array. */
export function elementLines(lines: readonly Line[], {text, starts}: Joined, offset: number): readonly number[] {
	const numberOf = (at: number) => lines[lineAt(starts, at)]?.number ?? 1;
	const found: number[] = [];
	if (text[offset] !== '[') {
		return [numberOf(offset)];
	}

	for (let at = offset; text[at] === '[' || text[at] === ',';) {
		const element = at + 1 + (/\S/.exec(text.slice(at + 1, at + 1001))?.index ?? 0);
		const scan = scanJson(text, element);
		if (scan.kind === 'error') {
			break;
		}

		found.push(numberOf(element));
		at = scan.end + (/\S/.exec(text.slice(scan.end, scan.end + 1000))?.index ?? 0);
	}

	return found.length > 0 ? found : [numberOf(offset)];
}
