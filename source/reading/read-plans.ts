import {PlanflipError} from '../errors.ts';
import {textAt} from '../plan/json-object.ts';
import {parseJson} from '../plan/parse-json.ts';
import {parsePlan} from '../plan/parse-plan.ts';
import type {Json, Plan} from '../plan/plan.ts';
import {findLogEntries, type LogEntry} from './find-log-entries.ts';
import {findPlans} from './json-plans.ts';
import {joinLines, type Line, splitLines} from './line.ts';
import type {Format, RawPlan} from './raw-plan.ts';
import {readDocument} from './read-document.ts';
import {elementLines} from './read-json.ts';
import {refuseTypeset} from './refuse-typeset.ts';
import {undoEntities} from './undo-entities.ts';
import {unframe} from './unframe.ts';
import {isCsv, unquoteCsv} from './unquote-csv.ts';

/** A plan, and how it was pasted. */
export interface ReadPlan {
	readonly plan: Plan;
	readonly format: Format;
	/** 1-based: where it begins; in a server's log, where that says `duration: ... plan:`. */
	readonly line: number;
	/** As auto_explain logged it. */
	readonly query: string | null;
	/** ms, as auto_explain logged it. */
	readonly durationMs: number | null;
}

/** The same letter, with the line where the plan begins. */
function locate(error: unknown, line: number): unknown {
	if (!(error instanceof PlanflipError)) {
		return error;
	}

	const where = error.where === undefined ? '' : `, ${error.where}`;
	return new PlanflipError('input', {message: error.message, where: `the plan at line ${line}${where}`, hint: error.hint, cause: error});
}

function understand({raw, format, line}: RawPlan, entry: LogEntry | null): ReadPlan {
	try {
		return {
			plan: parsePlan(raw),
			format,
			line: entry?.line ?? line,
			query: textAt(raw, 'Query Text'),
			durationMs: entry?.durationMs ?? null,
		};
	} catch (error) {
		throw locate(error, line);
	}
}

/** What JSON.parse makes of it, when it is nothing but JSON; undefined when it is not. */
function parseWhole(text: string): Json | undefined {
	if (!/^\s*[[{"]/.test(text.slice(0, 1000))) {
		return undefined;
	}

	try {
		return parseJson(text);
	} catch {
		return undefined; // Not JSON, or not quite: the lines will show.
	}
}

/** Lines of the plans in a text that is nothing but JSON. */
function jsonLines(text: string, plans: number): readonly number[] {
	const start = /\S/.exec(text)?.index ?? 0;
	if (plans === 1) {
		return [text.slice(0, start).split('\n').length];
	}

	const lines = splitLines(text);
	const joined = joinLines(lines);
	const numbers = elementLines(lines, joined, /\S/.exec(joined.text)?.index ?? 0);
	return numbers.length === plans ? numbers : numbers.slice(0, 1);
}

/** Plans of a log; those that cannot be read (a log may be cut off anywhere) are told, unless there is no other. */
function readLog(entries: readonly LogEntry[], tell: (letter: PlanflipError) => void): readonly ReadPlan[] {
	const letters: PlanflipError[] = [];
	const plans = entries.flatMap(entry => {
		try {
			return readDocument(entry.body).map(raw => understand(raw, entry));
		} catch (error) {
			if (!(error instanceof PlanflipError)) {
				throw error;
			}

			letters.push(error);
			return [];
		}
	});
	const [first] = letters;
	if (plans.length === 0 && first !== undefined) {
		throw first;
	}

	for (const letter of letters) {
		tell(letter);
	}

	return plans;
}

/** JSON within a string of JSON within ...: nobody pastes more than this. */
const deepestQuoting = 3;

function readLines(lines: readonly Line[]): readonly RawPlan[] {
	refuseTypeset(lines);
	return readDocument(unframe(isCsv(lines) ? unquoteCsv(lines) : lines));
}

function read(source: string, tell: (letter: PlanflipError) => void, quoting: number): readonly ReadPlan[] {
	// Editors and shells put a byte order mark before a file's text, and mean nothing by it.
	const text = undoEntities(source.startsWith('\uFEFF') ? source.slice(1) : source);
	const whole = parseWhole(text);
	const found = whole === undefined ? null : findPlans(whole);
	if (found !== null && !found.strange) {
		if (found.plans.length > 0 && found.texts.length === 0) {
			const numbers = jsonLines(text, found.plans.length);
			return found.plans.map((raw, index) => understand({raw, format: 'json', line: numbers[index] ?? numbers[0] ?? 1}, null));
		}

		if (found.plans.length === 0 && found.texts.length > 0 && quoting < deepestQuoting) {
			return found.texts.flatMap(inner => read(inner, tell, quoting + 1));
		}
	}

	const lines = splitLines(text);
	const entries = findLogEntries(lines);
	return entries.length > 0 ? readLog(entries, tell) : readLines(lines).map(raw => understand(raw, null));
}

/**
 * Reads whatever people paste: EXPLAIN's JSON, text, YAML and XML, one plan or several, in psql's frames or out of them, copied
 * in quotes or wrapped by a terminal, and a server's log with the plans of auto_explain in any of the four, in its order. Text,
 * YAML and XML become the object that JSON would have been, so that the four formats of one plan are the same Plan.
 *
 * Throws a PlanflipError of kind `input` that names the line and what was expected there. In a log that has other plans, those
 * that cannot be read are left out, and `tell` gets their letters.
 */
export function readPlans(text: string, tell: (letter: PlanflipError) => void = () => undefined): readonly ReadPlan[] {
	return read(text, tell, 0);
}
