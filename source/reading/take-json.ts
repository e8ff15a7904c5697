import {findPlans} from './json-plans.ts';
import {indentOf, lineAt} from './line.ts';
import {noPlan, type RawPlan, rawPlans, type Source, type Taken} from './raw-plan.ts';
import {elementLines, readJson} from './read-json.ts';
import {unreadable} from './unreadable.ts';

/** `[` or `{` alone, or with what follows it in JSON. */
const start = /^[[{]\s*(?:$|["{[\]}])/;

export function isJsonStart(shown: string): boolean {
	return start.test(shown);
}

/** The JSON value that begins in this line, and those that follow it in the line where it ends. */
export function takeJson({lines, joined, width}: Source, at: number): Taken {
	const plans: RawPlan[] = [];
	const text = joined();
	let offset = (text.starts[at] ?? 0) + indentOf(lines[at]?.text ?? '');
	for (;;) {
		const first = lines[lineAt(text.starts, offset)] ?? {text: '', number: 1};
		const {value, end} = readJson(lines, text, offset, width);
		const found = findPlans(value);
		if (found.strange || found.texts.length > 0 || found.plans.length === 0) {
			throw noPlan('json', first);
		}

		plans.push(...rawPlans(found.plans, found.plans.length > 1 ? elementLines(lines, text, offset) : [], 'json', first));
		const last = lineAt(text.starts, end - 1);
		const lineEnd = (text.starts[last] ?? 0) + (lines[last]?.text.length ?? 0);
		const rest = text.text.slice(end, lineEnd).replace(/^[\s,;]+/, '');
		if (rest === '') {
			return {plans, next: last + 1};
		}

		if (!/^[[{]/.test(rest)) {
			throw unreadable({line: lines[last]?.number ?? 1, as: 'EXPLAIN\'s JSON', expected: 'the end of the line, or another plan', found: rest});
		}

		offset = lineEnd - rest.length;
	}
}
