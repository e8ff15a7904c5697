import {rawPlans, type Source, type Taken} from './raw-plan.ts';
import {readXml} from './read-xml.ts';
import {unreadable} from './unreadable.ts';

const start = /^(?:<\?xml[^>]*>\s*)?<explain(?:\s|>)/;
const end = '</explain>';

export function isXmlStart(shown: string): boolean {
	return start.test(shown);
}

/** From `<explain` to `</explain>`. */
export function takeXml({lines}: Source, at: number): Taken {
	let next = at;
	while (next < lines.length && lines[next]?.text.includes(end) !== true) {
		next++;
	}

	if (next === lines.length) {
		const last = lines.at(-1)?.number ?? 1;
		throw unreadable({line: last, as: 'the end of EXPLAIN\'s XML', expected: `"${end}"`, found: ''});
	}

	const {plans, lines: numbers} = readXml(lines.slice(at, next + 1));
	return {plans: rawPlans(plans, numbers, 'xml', lines[at] ?? {text: '', number: 1}), next: next + 1};
}
