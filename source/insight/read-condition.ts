import type {Term} from './condition.ts';
import {lexCondition, type Token} from './lex-condition.ts';
import {type Range, unwrap} from './read-operand.ts';
import {readTerm} from './read-term.ts';
import {topLevel} from './top-level.ts';

/** What stands between the given places. */
function between(range: Range, places: readonly number[]): readonly Range[] {
	const starts = [range.from, ...places.map(place => place + 1)];
	return starts.map((from, index) => ({from, to: places[index] ?? range.to}));
}

/** A condition is 20,000 letters at most, so that ORs in ORs cannot be too deep for this. */
function readTerms(condition: string, tokens: readonly Token[], whole: Range): readonly Term[] {
	const terms: Term[] = [];
	const open: Range[] = [whole];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const range = unwrap(tokens, next);
		const places = topLevel(tokens, range);
		const joints = (word: string) => places.filter(place => tokens[place]?.text === word);
		const ors = joints('OR');
		const ands = joints('AND');
		if (ors.length > 0) {
			terms.push({kind: 'or', arms: between(range, ors).map(arm => readTerms(condition, tokens, arm))});
		} else if (ands.length > 0 && tokens[range.from]?.text !== 'CASE') {
			open.push(...between(range, ands).toReversed());
		} else {
			terms.push(readTerm(condition, tokens, range));
		}
	}

	return terms;
}

/**
 * Reads a condition as Postgres prints it (ruleutils.c: every operand of AND and every nested operator in brackets) into the terms
 * that AND joins. It is careful: what is not plainly one column compared with something is `other`, and no index is made of it.
 */
export function readCondition(text: string): readonly Term[] {
	const tokens = lexCondition(text);
	return tokens === null || tokens.length === 0 ? [{kind: 'other'}] : readTerms(text, tokens, {from: 0, to: tokens.length});
}
