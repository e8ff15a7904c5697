import type {Token} from './lex-condition.ts';
import type {Range} from './read-operand.ts';

/** A part of a condition as Postgres printed it, but without the tables before its columns: as an index definition has it. */
export function sourceText(condition: string, tokens: readonly Token[], {from, to}: Range): string {
	let text = '';
	for (let place = from; place < to; place++) {
		const token = tokens[place];
		const next = tokens[place + 1];
		if (token === undefined) {
			continue;
		}

		if (isName(token) && next?.text === '.' && place + 2 < to && isName(tokens[place + 2])) {
			place++;
			continue;
		}

		text += condition.slice(token.at, place + 1 < to && next !== undefined ? next.at : token.at + token.text.length);
	}

	return text;
}

function isName(token: Token | undefined): boolean {
	return token?.kind === 'name' || token?.kind === 'quoted';
}
