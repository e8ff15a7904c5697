/** A piece of a text in bytes of UTF-8, as a parse tree's locations count, `end` exclusive; and what comes in its place. */
export interface ByteEdit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** The text with those pieces replaced. They must not overlap. */
export function replaceBytes(text: string, edits: readonly ByteEdit[]): string {
	const bytes = new TextEncoder().encode(text);
	const textAt = (start: number, end: number) => new TextDecoder().decode(bytes.subarray(start, end));
	let replaced = '';
	let from = 0;
	for (const {start, end, text: put} of [...edits].sort((a, b) => a.start - b.start)) {
		replaced += textAt(from, start) + put;
		from = end;
	}

	return replaced + textAt(from, bytes.length);
}
