import {PlanflipError} from '../errors.ts';

export interface Misreading {
	/** 1-based. */
	readonly line: number;
	/** `EXPLAIN's YAML`: what the line was taken for. */
	readonly as: string;
	readonly expected: string;
	/** The text from where it went wrong; only its first word is shown. */
	readonly found: string;
	readonly cause?: unknown;
}

const hint = 'Paste the whole output of EXPLAIN, from its first line to its last, in any of its formats.';

/** What stands there, short enough for a sentence. */
function excerpt(found: string): string {
	const shown = found.slice(0, 200).trim();
	if (shown === '') {
		return found === '' ? 'the end of the text' : 'the end of the line';
	}

	const words = /^\S{0,24}(?:\s\S{1,16}){0,3}/.exec(shown)?.[0] ?? '';
	return `"${words}"${words.length < shown.length ? ' ...' : ''}`;
}

/** The letter to whoever pasted it: the line, and what was expected there. */
export function unreadable({line, as, expected, found, cause}: Misreading): PlanflipError {
	return new PlanflipError('input', {
		message: `Line ${line} is not ${as}: expected ${expected}, found ${excerpt(found)}.`,
		where: `line ${line}`,
		hint,
		cause,
	});
}
