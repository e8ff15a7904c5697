/** From a parse tree's `location`, in bytes of UTF-8, to the place in the text, in UTF-16 units. */
export function byteOffsets(text: string): (bytes: number) => number {
	if (/^[\u0000-\u007f]*$/.test(text)) {
		return bytes => bytes;
	}

	const places: number[] = [];
	let at = 0;
	for (const character of text) {
		places.push(...Array.from({length: new TextEncoder().encode(character).length}, () => at));
		at += character.length;
	}

	return bytes => places[bytes] ?? text.length;
}
