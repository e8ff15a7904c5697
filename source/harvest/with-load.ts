import type {Load} from '../catalog/load.ts';
import {splitStatements} from '../catalog/split-statements.ts';

/** A card's text with other counts, everything else to the letter: whatever a person wrote on it stays. */
export function withLoad(text: string, {calls, totalMs}: Load, file: string): string {
	const start = splitStatements(text, file)[0]?.start ?? text.length;
	const end = text.includes('\r\n') ? '\r\n' : '\n';
	const lines = text.slice(0, start).split(/\r?\n/);
	const written = [`-- calls: ${calls}`, ...(totalMs === null ? [] : [`-- total-time: ${Number(totalMs.toFixed(3))} ms`])];
	const kept = lines.filter(line => !/^\s*--\s?(?:calls|total-time)\s*:/.test(line));
	const first = lines.findIndex(line => /^\s*--\s?(?:calls|total-time)\s*:/.test(line));
	// Where they were; else behind the first words of the card, before what it takes.
	const parameters = kept.findIndex(line => /^\s*--\s?(?:parameter|indexes|expected[a-z-]*)\s*:/.test(line));
	const filled = kept.findLastIndex(line => line.trim() !== '') + 1;
	const at = first >= 0 ? first : (parameters >= 0 ? parameters : filled);
	return [...kept.slice(0, at), ...written, ...kept.slice(at)].join(end) + text.slice(start);
}
