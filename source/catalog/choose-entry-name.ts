/** Bytes of UTF-8: file systems take 255, and `.sql`, a number and a prefix are to fit. */
const longest = 80;

/** Names that mean something else: indexes.sql, and devices of Windows. */
const reserved = /^(?:indexes|con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A name for an entry, and so for its file, made of a title: letters and digits of whatever script, parted by hyphens, with a number where
 * it is taken. `taken` are names in lower case: on some disks capitals do not tell files apart.
 */
export function chooseEntryName(title: string, taken: ReadonlySet<string>): string {
	const written = title.normalize('NFC').toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/(\p{M}{2})\p{M}+/gu, '$1').replaceAll(/^[-\p{M}]+/gu, '');
	const slug = clipped(written, longest).replace(/-+$/, '');
	const stem = slug === '' ? 'query' : (reserved.test(slug) ? `${slug}-query` : slug);
	for (let number = 1; ; number++) {
		const name = number === 1 ? stem : `${stem}-${number}`;
		if (!taken.has(name)) {
			return name;
		}
	}
}

function clipped(text: string, bytes: number): string {
	let room = bytes;
	let kept = '';
	for (const character of text) {
		room -= new TextEncoder().encode(character).length;
		if (room < 0) {
			break;
		}

		kept += character;
	}

	return kept;
}
