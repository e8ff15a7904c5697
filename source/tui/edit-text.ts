/** A one-line text field: its text and the cursor, in graphemes from the left. */
export interface TextField {
	readonly text: string;
	readonly at: number;
}

const segmenter = new Intl.Segmenter();

export function textField(text: string): TextField {
	return {text, at: graphemes(text).length};
}

export function graphemes(text: string): readonly string[] {
	// Segmenting costs a microsecond a letter, on every key; ASCII needs none.
	return /^[\x20-\x7E]*$/.test(text) ? [...text] : [...segmenter.segment(text)].map(({segment}) => segment);
}

/** The field after a key, or null when the key is none of its business. */
export function editText(field: TextField, key: {readonly name: string; readonly text: string | null}): TextField | null {
	const parts = graphemes(field.text);
	const {at} = field;
	switch (key.name) {
		case 'left': {
			return {...field, at: Math.max(0, at - 1)};
		}

		case 'right': {
			return {...field, at: Math.min(parts.length, at + 1)};
		}

		case 'home':
		case 'ctrl+a': {
			return {...field, at: 0};
		}

		case 'end':
		case 'ctrl+e': {
			return {...field, at: parts.length};
		}

		case 'backspace': {
			return replace(parts, Math.max(0, at - 1), at, '');
		}

		case 'delete': {
			return replace(parts, at, Math.min(parts.length, at + 1), '');
		}

		case 'ctrl+u': {
			return replace(parts, 0, at, '');
		}

		case 'ctrl+k': {
			return replace(parts, at, parts.length, '');
		}

		case 'ctrl+w': {
			const kept = parts.slice(0, at).join('').replace(/\S*\s*$/, '');
			return replace(parts, graphemes(kept).length, at, '');
		}

		default: {
			return key.text === null ? null : insertText(field, key.text);
		}
	}
}

/** Pasted text goes in as one line. */
export function insertText(field: TextField, text: string): TextField {
	return replace(graphemes(field.text), field.at, field.at, text.replace(/[\r\n\t]+/g, ' '));
}

function replace(parts: readonly string[], start: number, end: number, text: string): TextField {
	const before = parts.slice(0, start).join('') + text;
	return {text: before + parts.slice(end).join(''), at: graphemes(before).length};
}
