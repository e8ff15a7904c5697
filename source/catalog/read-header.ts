import {PlanflipError} from '../errors.ts';
import {didYouMean} from './nearest.ts';
import {splitNames} from './split-names.ts';

/** One `-- key: value` of a header, its continuation lines joined with spaces. */
export interface HeaderField {
	readonly key: string;
	readonly value: string;
	/** 1-based line in the file. */
	readonly line: number;
}

/** Comment lines without a blank line between them. Keys are those of `allowed`, each once unless `repeatable`. */
export type HeaderCard = readonly HeaderField[];

export interface HeaderKeys {
	readonly allowed: readonly string[];
	readonly repeatable: readonly string[];
}

/**
 * Reads comment lines as cards: `-- key: value`, continued on lines indented further (`--   more`). Cards are parted by
 * blank lines; a bare `--` parts nothing.
 * @throws PlanflipError input: an unknown or repeated key, an empty value, a line that is neither key nor continuation.
 */
export function readHeader(text: string, file: string, firstLine: number, keys: HeaderKeys): readonly HeaderCard[] {
	const cards: HeaderField[][] = [];
	let card: HeaderField[] = [];
	for (const [offset, raw] of text.split(/\r?\n/).entries()) {
		const line = firstLine + offset;
		const written = raw.trim();
		if (written === '') {
			card = [];
			continue;
		}

		const more = /^--(?:\s{2,}|\t)(\S[^\n\r]*)$/.exec(written)?.[1];
		const last = card.at(-1);
		if (more !== undefined && last !== undefined) {
			card[card.length - 1] = {...last, value: `${last.value} ${more}`.trim()};
		} else if (written !== '--') {
			const field = readField(written, file, line, keys);
			refuseRepeated(card, field, file, keys);
			if (card.length === 0) {
				cards.push(card);
			}

			card.push(field);
		}
	}

	for (const field of cards.flat()) {
		if (field.value === '') {
			throw new PlanflipError('input', {
				message: `The key "${field.key}" says nothing.`,
				where: `${file}:${field.line}`,
				hint: `Write a value behind it: -- ${field.key}: ...`,
			});
		}
	}

	return cards;
}

/** Refuses a second field of the same key, unless the key may be repeated. */
export function refuseRepeated(card: HeaderCard, field: HeaderField, file: string, keys: HeaderKeys): void {
	const first = card.find(({key}) => key === field.key);
	if (first !== undefined && !keys.repeatable.includes(field.key)) {
		throw new PlanflipError('input', {
			message: `The key "${field.key}" is there twice; the first is on line ${first.line}.`,
			where: `${file}:${field.line}`,
			hint: `Keep one of them. ${keyList(keys)}`,
		});
	}
}

/** The value of a key, or null when the card does not have it. */
export function fieldOf(card: HeaderCard, key: string): HeaderField | null {
	return card.find(field => field.key === key) ?? null;
}

/** @throws PlanflipError input, when the card lacks the key. */
export function requiredField(card: HeaderCard, key: string, where: string, keys: HeaderKeys): HeaderField {
	const field = fieldOf(card, key);
	if (field === null) {
		throw new PlanflipError('input', {
			message: `The card lacks the key "${key}".`,
			where,
			hint: `Add a line: -- ${key}: ... ${keyList(keys)}`,
		});
	}

	return field;
}

/** `a, b, "c, d"` of a field as its words. */
export function commaList(field: HeaderField | null): readonly string[] {
	return field === null ? [] : splitNames(field.value);
}

export function keyList(keys: HeaderKeys): string {
	return `Known keys: ${keys.allowed.join(', ')}.`;
}

function readField(written: string, file: string, line: number, keys: HeaderKeys): HeaderField {
	const [, key, value] = /^--\s?([A-Za-z][\w -]*?)\s*:\s*([^\n\r]*)$/.exec(written) ?? [];
	const where = `${file}:${line}`;
	if (key === undefined || value === undefined) {
		throw new PlanflipError('input', {
			message: `This line of the header is neither a key nor the continuation of one: ${written}`,
			where,
			hint: `Write -- key: value, or indent a continuation by two spaces or more. ${keyList(keys)}`,
		});
	}

	if (!keys.allowed.includes(key)) {
		throw new PlanflipError('input', {
			message: `Unknown key "${key}".`,
			where,
			hint: `${didYouMean(key, keys.allowed)}${keyList(keys)}`,
		});
	}

	return {key, value, line};
}
