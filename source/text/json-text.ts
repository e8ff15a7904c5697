import {steering} from './unicode-escapes.ts';

const unseen = new RegExp(`(?![\\t\\n])${steering.source}`, 'gu');

/** JSON for files and pipes, in which nothing steers a terminal or turns a line round: `\u202e` stands for what would, and means it. */
export function jsonText(value: unknown, indent: string | number = 0): string {
	return JSON.stringify(value, null, indent).replaceAll(unseen, character =>
		Array.from({length: character.length}, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
}
