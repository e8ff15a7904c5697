import type {Source, Taken} from './raw-plan.ts';
import {readNodeLine} from './text-plan/node-line.ts';
import {readTextPlan} from './text-plan/read-text-plan.ts';
import {unreadable} from './unreadable.ts';

const query = /^\s*Query (Text|Parameters): /;

/** True where auto_explain's query begins. */
export function isQueryStart(text: string): boolean {
	return query.test(text);
}

/** The words that any node begins with: a log or prose may have millions of lines that nobody needs to put together. */
const words = /^\s*(?:->)?\s*[A-Z][A-Za-z]+(?:\s|$)|\((?:cost=|actual |never )/;

/** True where a plan's first node stands. */
export function isTextStart({lines, lineAt}: Source, at: number): boolean {
	return words.test(lines[at]?.text ?? '') && readNodeLine(lineAt()(at).text) !== null;
}

export function takeText({lines, lineAt}: Source, at: number): Taken {
	const {raw, next} = readTextPlan(lines, lineAt(), at, {});
	return {plans: [{raw, format: 'text', line: lines[at]?.number ?? 1}], next};
}

/** auto_explain's query, which has as many lines as it has, and the plan after it. */
export function takeQueryAndText({lines, lineAt}: Source, at: number): Taken {
	const texts: {readonly key: string; readonly parts: string[]}[] = [];
	let index = at;
	// A plan in a log has costs always; the query may have a line that is called like a node.
	for (; index < lines.length && readNodeLine(lines[index]?.text ?? '')?.costs !== true; index++) {
		const text = lines[index]?.text ?? '';
		const [prefix, name] = query.exec(text) ?? [];
		if (prefix !== undefined && name !== undefined) {
			texts.push({key: `Query ${name}`, parts: [text.slice(prefix.length)]});
		} else {
			texts.at(-1)?.parts.push(text);
		}
	}

	if (index === lines.length) {
		throw unreadable({line: lines.at(-1)?.number ?? 1, as: 'a plan in EXPLAIN\'s text', expected: 'the plan\'s first node after the query', found: ''});
	}

	const preamble = Object.fromEntries(texts.map(({key, parts}) => [key, parts.join('\n')]));
	const {raw, next} = readTextPlan(lines, lineAt(), index, preamble);
	return {plans: [{raw, format: 'text', line: lines[at]?.number ?? 1}], next};
}
