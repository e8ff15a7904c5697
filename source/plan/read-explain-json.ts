import {PlanflipError} from '../errors.ts';
import {isJsonArray, isJsonObject} from './json-object.ts';
import {parseJson} from './parse-json.ts';
import {parsePlan} from './parse-plan.ts';
import type {Json, JsonObject, Plan} from './plan.ts';
import {scanJson} from './scan-json.ts';

const hint = 'Paste the whole output of EXPLAIN (FORMAT JSON), from the first bracket to the last.';

function lineOf(text: string, offset: number): number {
	let line = 1;
	for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
		line++;
	}

	return line;
}

/** What stands at the offset, short enough for a sentence. */
function excerpt(text: string, offset: number): string {
	if (offset >= text.length) {
		return 'the end of the text';
	}

	const word = /^\S{1,20}/u.exec(text.slice(offset, offset + 40))?.[0];
	return word === undefined ? 'the end of the line' : `"${word}"`;
}

function refuse(text: string, offset: number, expected: string, cause?: unknown): PlanflipError {
	const line = lineOf(text, offset);
	return new PlanflipError('input', {
		message: `Line ${line} is not EXPLAIN's JSON: expected ${expected}, found ${excerpt(text, offset)}.`,
		where: `line ${line}`,
		hint,
		cause,
	});
}

interface Document {
	readonly value: Json;
	readonly offset: number;
}

/** One JSON document, or several one after the other. */
function parseDocuments(source: string): readonly Document[] {
	// Editors and shells put a byte order mark before a file's text, and mean nothing by it.
	const text = source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source;
	try {
		return [{value: parseJson(text), offset: 0}];
	} catch (error) {
		const documents: Document[] = [];
		for (let at = 0; at < text.length;) {
			const scan = scanJson(text, at);
			if (scan.kind === 'error') {
				throw refuse(text, scan.at, scan.expected, error);
			}

			documents.push({value: parseJson(text.slice(at, scan.end)), offset: at});
			at = scan.end + (/^\s*/.exec(text.slice(scan.end, scan.end + 1000))?.[0].length ?? 0);
		}

		if (documents.length < 2) {
			throw refuse(text, 0, '"[" or "{", the start of a plan in JSON', error);
		}

		return documents;
	}
}

/** The objects in a document: an array of plans, one plan, or rows of a driver whose one column is "QUERY PLAN". */
function plansIn({value, offset}: Document, text: string): readonly JsonObject[] {
	const objects: JsonObject[] = [];
	const open: Json[] = [value];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (isJsonArray(next)) {
			for (let index = next.length - 1; index >= 0; index--) {
				open.push(next[index] ?? null);
			}
		} else if (isJsonObject(next) && isJsonArray(next['QUERY PLAN'])) {
			open.push(next['QUERY PLAN']);
		} else if (isJsonObject(next) && isJsonObject(next['Plan'])) {
			objects.push(next);
		} else {
			throw refuse(text, text.length > offset ? offset + (/\S/.exec(text.slice(offset))?.index ?? 0) : offset, 'an object with a "Plan"');
		}
	}

	return objects;
}

/**
 * Reads what EXPLAIN (FORMAT JSON) printed: its array, one element of it, an object that auto_explain logged, or several of
 * these one after the other. Throws a PlanflipError of kind `input` that names the line and what was expected there.
 */
export function readExplainJson(text: string): readonly Plan[] {
	const documents = parseDocuments(text);
	const raws = documents.flatMap(document => plansIn(document, text));
	if (raws.length === 0) {
		throw refuse(text, 0, 'a plan');
	}

	return raws.map((raw, index) => {
		try {
			return parsePlan(raw);
		} catch (error) {
			throw error instanceof PlanflipError ? locate(error, text, index) : error;
		}
	});
}

/** The same letter, with the line where the plan starts. */
function locate(error: PlanflipError, text: string, index: number): PlanflipError {
	const starts = [...text.matchAll(/"Plan"\s*:/g)];
	const line = lineOf(text, starts[index]?.index ?? 0);
	const where = error.where === undefined ? '' : `, ${error.where}`;
	return new PlanflipError('input', {message: error.message, where: `the plan at line ${line}${where}`, hint: error.hint, cause: error});
}
