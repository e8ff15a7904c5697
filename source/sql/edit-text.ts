/** A piece of a text to be written anew. Offsets in UTF-16 units, `end` exclusive. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** A text with its pieces written anew, everything between them to the letter. Pieces do not overlap; one that begins where another did is the same. */
export function editText(text: string, edits: Iterable<Edit>): string {
	const pieces: string[] = [];
	let from = 0;
	for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
		if (edit.start >= from) {
			pieces.push(text.slice(from, edit.start), edit.text);
			from = edit.end;
		}
	}

	return pieces.join('') + text.slice(from);
}
