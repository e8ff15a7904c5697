import {expandTabs} from './expand-tabs.ts';
import {joinBrokenMarkup} from './join-broken-markup.ts';
import {isBlank, joinLines, type Line} from './line.ts';
import {outdent} from './outdent.ts';
import type {RawPlan, Source, Taken} from './raw-plan.ts';
import {isJsonStart, takeJson} from './take-json.ts';
import {isQueryStart, isTextStart, takeQueryAndText, takeText} from './take-text.ts';
import {isXmlStart, takeXml} from './take-xml.ts';
import {isYamlStart, takeYaml} from './take-yaml.ts';
import {logicalLines} from './text-plan/logical-line.ts';
import {unreadable} from './unreadable.ts';
import {widthOf} from './wrapping.ts';

function once<T>(make: () => T): () => T {
	let made: {readonly value: T} | null = null;
	return () => (made ??= {value: make()}).value;
}

/** What begins at this line; null when no plan does. */
function takePlan(source: Source, at: number): Taken | null {
	const {lines} = source;
	const text = lines[at]?.text ?? '';
	const shown = text.trim();
	if (isJsonStart(shown)) {
		return takeJson(source, at);
	}

	if (isXmlStart(shown)) {
		return takeXml(source, at);
	}

	if (isYamlStart(lines, at)) {
		return takeYaml(source, at);
	}

	if (isQueryStart(text)) {
		return takeQueryAndText(source, at);
	}

	return isTextStart(source, at) ? takeText(source, at) : null;
}

/** A piece of a plan, which nobody may pass over as if it were talk. */
const planLike = /\(cost=|\(actual |^\s*->|"Plan"|"Node Type"|<Plan>|^\s*Node Type:/;

const expected = 'a node ("Seq Scan on t  (cost=...)"), "[" or "{" of JSON, "- Plan:" of YAML or "<explain" of XML';

/**
 * Reads all plans in the lines, in any of EXPLAIN's formats, one after the other. Paragraphs that are no plans are passed over
 * when there is a plan; a line that is none inside or beside a plan is refused. Throws a PlanflipError of kind `input` that
 * names the line and what was expected there.
 */
export function readDocument(given: readonly Line[]): readonly RawPlan[] {
	const lines = joinBrokenMarkup(outdent(expandTabs(given)));
	const source: Source = {
		lines,
		joined: once(() => joinLines(lines)),
		width: once(() => widthOf(lines)),
		lineAt: once(() => logicalLines(lines)),
	};
	const plans: RawPlan[] = [];
	let talk: Line | null = null;
	let beside = false;
	for (let index = 0; index < lines.length;) {
		const line = lines[index] ?? {text: '', number: 1};
		if (isBlank(line.text)) {
			beside = false;
			index++;
			continue;
		}

		const taken = takePlan(source, index);
		if (taken === null && (beside || planLike.test(line.text))) {
			throw unreadable({line: line.number, as: beside ? 'a line of a plan' : 'the beginning of a plan', expected, found: line.text});
		}

		plans.push(...taken?.plans ?? []);
		talk ??= taken === null ? line : null;
		beside = taken !== null;
		index = taken?.next ?? index + 1;
	}

	if (plans.length === 0) {
		throw unreadable({line: talk?.number ?? lines[0]?.number ?? 1, as: 'the beginning of a plan', expected, found: talk?.text ?? ''});
	}

	return plans;
}
