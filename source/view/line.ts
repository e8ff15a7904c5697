/** What a piece of text means; each skin decides how that looks. */
export type Tone =
	| 'plain'
	| 'dim'
	| 'strong'
	| 'title'
	| 'key'
	| 'better'
	| 'worse'
	| 'warn'
	| 'error'
	| 'relation'
	| 'index'
	| 'proposed'
	| 'faster'
	| 'slower'
	| 'hit'
	| 'read'
	| 'cursor'
	| 'match'
	| 'heat0'
	| 'heat1'
	| 'heat2'
	| 'heat3'
	| 'heat4';

export interface Span {
	readonly text: string;
	readonly tone: Tone;
}

/** One row of a pane or a report, not yet coloured, not yet clipped. */
export type Line = readonly Span[];

export function span(text: string, tone: Tone = 'plain'): Span {
	return {text, tone};
}

export function lineText(line: Line): string {
	return line.map(part => part.text).join('');
}
