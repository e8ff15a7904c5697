import {isJsonArray, isJsonObject} from '../plan/json-object.ts';
import type {Json} from '../plan/plan.ts';

type Piece = {readonly text: string} | {readonly value: Json};

/** JSON.stringify with sorted keys, and without recursion: what an extension prints may be nested as deep as it likes. */
function stringify(whole: Json): string {
	const out: string[] = [];
	const open: Piece[] = [{value: whole}];
	for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
		if ('text' in piece) {
			out.push(piece.text);
		} else if (isJsonArray(piece.value)) {
			const elements = piece.value;
			open.push({text: ']'});
			for (let index = elements.length - 1; index >= 0; index--) {
				open.push({value: elements[index] ?? null}, {text: index === 0 ? '[' : ', '});
			}

			if (elements.length === 0) {
				open.push({text: '['});
			}
		} else if (isJsonObject(piece.value)) {
			const object = piece.value;
			const keys = Object.keys(object).sort();
			open.push({text: '}'});
			for (let index = keys.length - 1; index >= 0; index--) {
				const key = keys[index] ?? '';
				open.push({value: object[key] ?? null}, {text: `${index === 0 ? '{' : ', '}${key}: `});
			}

			if (keys.length === 0) {
				open.push({text: '{'});
			}
		} else {
			out.push(String(piece.value));
		}
	}

	return out.join('');
}

/** A value as one line to read: a string bare, a list of words with commas, anything else like JSON without quotes. */
export function jsonText(value: Json): string {
	if (typeof value === 'string') {
		return value;
	}

	return isJsonArray(value) && value.every(element => typeof element === 'string') ? value.join(', ') : stringify(value);
}
