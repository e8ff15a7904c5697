import {findPlans} from './json-plans.ts';
import {indentOf, type Line, nextFilled} from './line.ts';
import {noPlan, rawPlans, type Source, type Taken} from './raw-plan.ts';
import {readYaml} from './read-yaml.ts';

const planKey = /^(?:- )?"?Plan"?:$/;
/** In quotes, and so always in one line. */
const query = /^(?:- )?Query (?:Text|Parameters): ".*"$/s;

/** True where `Plan:` begins, or the query that auto_explain prints before it. */
export function isYamlStart(lines: readonly Line[], at: number): boolean {
	let index = at;
	while (query.test(lines[index]?.text.trim() ?? '')) {
		index = nextFilled(lines, index + 1);
	}

	return planKey.test(lines[index]?.text.trim() ?? '');
}

/** The lines below the first one, and those beside it that are keys or items too. */
export function takeYaml({lines}: Source, at: number): Taken {
	const indent = indentOf(lines[at]?.text ?? '');
	let next = at + 1;
	for (let filled = nextFilled(lines, next); filled < lines.length; filled = nextFilled(lines, next)) {
		const {text} = lines[filled] ?? {text: ''};
		const deeper = indentOf(text) > indent;
		const beside = indentOf(text) === indent && /^(?:- )?"?\w[^"]*:/.test(text.trim());
		// After a blank line, only another plan goes on with it.
		if (!(deeper || beside) || (filled > next && !deeper && !planKey.test(text.trim()))) {
			break;
		}

		next = filled + 1;
	}

	const part = lines.slice(at, next).map(({text, number}, index) => {
		const shown = text.slice(Math.min(indent, indentOf(text))).trimEnd();
		// The end of a statement in a client, which is no part of the last value.
		return {text: index === next - at - 1 ? shown.replace(/(: (?:".*"|-?[\d.]+|true|false));$/s, '$1') : shown, number};
	});
	const first = part[0] ?? {text: '', number: 1};
	const {value, lines: numbers} = readYaml(part);
	const found = findPlans(value);
	if (found.strange || found.texts.length > 0 || found.plans.length === 0) {
		throw noPlan('yaml', first);
	}

	return {plans: rawPlans(found.plans, numbers, 'yaml', first), next};
}
