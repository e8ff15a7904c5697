import {isJsonArray, isJsonObject} from '../plan/json-object.ts';
import type {Json, JsonObject} from '../plan/plan.ts';

/** What a JSON value turned out to hold. */
export interface Found {
	/** Plans, in their order. */
	readonly plans: readonly JsonObject[];
	/** Other formats in JSON's strings: rows of a driver (`{"QUERY PLAN": "Seq Scan ..."}`), a message of a server's log. */
	readonly texts: readonly string[];
	/** True when there is something else in it. */
	readonly strange: boolean;
}

/** EXPLAIN's one column, as drivers spell it. */
const column = /^query[ _]?plan$/i;

/** The name of the column that a row has EXPLAIN's output in: EXPLAIN's own, or the only one there is; null when it is no row. */
function columnOf(row: JsonObject): string | null {
	const keys = Object.keys(row);
	return keys.find(key => column.test(key)) ?? (keys.length === 1 ? keys[0] ?? null : null);
}

/** Rows of a driver, one line of the plan in each, or all of it in one. */
function rowsOf(value: Json): string | null {
	const rows = isJsonArray(value) ? value : [value];
	const lines: string[] = [];
	for (const row of rows) {
		const name = isJsonObject(row) ? columnOf(row) : null;
		const line = isJsonObject(row) && name !== null ? row[name] : undefined;
		if (typeof line !== 'string') {
			return null;
		}

		lines.push(line);
	}

	return lines.length > 0 ? lines.join('\n') : null;
}

/** What is in an object that is no plan itself: the value of its column, or a driver's whole answer with its `rows`. */
function contentOf(object: JsonObject): Json | undefined {
	const name = columnOf(object);
	const content = object[name ?? 'rows'];
	return isJsonArray(content) || isJsonObject(content) ? content : undefined;
}

/** Looks for plans in arrays, in rows of EXPLAIN's one column, and in strings. */
export function findPlans(value: Json): Found {
	const plans: JsonObject[] = [];
	const texts: string[] = [];
	const open: Json[] = [value];
	let strange = false;
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const rows = rowsOf(next);
		if (rows !== null) {
			texts.push(rows);
		} else if (typeof next === 'string') {
			texts.push(next);
		} else if (isJsonArray(next)) {
			for (let index = next.length - 1; index >= 0; index--) {
				open.push(next[index] ?? null);
			}
		} else if (isJsonObject(next) && isJsonObject(next['Plan'])) {
			plans.push(next);
		} else {
			const content = isJsonObject(next) ? contentOf(next) : undefined;
			strange ||= content === undefined;
			open.push(...content === undefined ? [] : [content]);
		}
	}

	return {plans, texts, strange};
}
