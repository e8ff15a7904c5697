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

/** The name of EXPLAIN's one column. */
const column = 'QUERY PLAN';

/** Rows of a driver, one line of the plan in each, or all of it in one. */
function rowsOf(value: Json): string | null {
	const rows = isJsonArray(value) ? value : [value];
	const lines = rows.map(row => isJsonObject(row) ? row[column] : undefined);
	return lines.length > 0 && lines.every(line => typeof line === 'string') ? lines.join('\n') : null;
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
		} else if (isJsonObject(next) && next[column] !== undefined) {
			open.push(next[column]);
		} else {
			strange = true;
		}
	}

	return {plans, texts, strange};
}
