import {PlanflipError} from '../errors.ts';

/** For verbs that take flags only. @throws PlanflipError usage */
export function refuseWords(verb: string, words: readonly string[]): void {
	if (words.length > 0) {
		throw new PlanflipError('usage', {message: `${verb} takes no arguments, but got "${words.join(' ')}".`, hint: 'DATABASE_URL or --database-url names a server; planflip --help lists the flags.'});
	}
}
