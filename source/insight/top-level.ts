import type {Token} from './lex-condition.ts';
import type {Range} from './read-operand.ts';

/** Places of the tokens that stand in no bracket. */
export function topLevel(tokens: readonly Token[], {from, to}: Range): readonly number[] {
	const places: number[] = [];
	for (let at = from; at < to; at = (tokens[at]?.partner ?? at) + 1) {
		places.push(at);
	}

	return places;
}
