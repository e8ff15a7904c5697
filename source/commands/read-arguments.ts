import {didYouMean} from '../catalog/nearest.ts';
import {PlanflipError} from '../errors.ts';

/** What a flag takes, by its name in camelCase. */
export type FlagTable = Readonly<Record<string, {readonly type: 'string' | 'number' | 'boolean'; readonly isMultiple?: boolean}>>;

const standing = ['--help', '--version'];

/**
 * Makes meow's life easy: `--indexes -idx_a` becomes one word, as a parser of its kind takes what begins with a minus for
 * flags; and --help after a verb, which meow hears only when it stands alone, stands alone.
 * @throws PlanflipError usage, for a flag that does not exist, has no value, or is given twice.
 */
export function readArguments(words: readonly string[], flags: FlagTable): string[] {
	const asked = standing.find(flag => words.includes(flag));
	if (asked !== undefined) {
		return [asked];
	}

	const known = new Map(Object.entries(flags).map(([name, flag]) => [`--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`, flag]));
	const seen = new Set<string>();
	const read: string[] = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? '';
		if (word === '-' || !word.startsWith('-')) {
			read.push(word);
			continue;
		}

		const [given = ''] = word.split('=', 1);
		const name = known.get(given) === undefined ? given.replace(/^--no-/, '--') : given;
		const flag = known.get(name);
		if (flag === undefined || (name !== given && flag.type !== 'boolean')) {
			throw new PlanflipError('usage', {message: `There is no flag ${given}.`, hint: `${didYouMean(given, [...known.keys()])}planflip --help lists them.`});
		}

		if (seen.has(name) && flag.isMultiple !== true) {
			throw new PlanflipError('usage', {message: `${name} is given twice.`, hint: 'Leave one of them out.'});
		}

		seen.add(name);
		const value = words[at + 1];
		if (flag.type === 'boolean' || word !== given) {
			read.push(word);
		} else if (value === undefined || value.startsWith('--')) {
			throw new PlanflipError('usage', {message: `${name} has no value.`, hint: 'planflip --help says what it takes.'});
		} else {
			read.push(`${word}=${value}`);
			at++;
		}
	}

	return read;
}
