import {isJsonObject} from '../plan/json-object.ts';
import type {Json, JsonObject} from '../plan/plan.ts';
import type {Joined, Line} from './line.ts';
import type {LogicalLine} from './text-plan/logical-line.ts';
import {unreadable} from './unreadable.ts';

/** In which of EXPLAIN's formats a plan was. */
export type Format = 'json' | 'text' | 'yaml' | 'xml';

/** A plan as EXPLAIN (FORMAT JSON) would have printed it, and where it was. */
export interface RawPlan {
	readonly raw: JsonObject;
	readonly format: Format;
	/** 1-based: where it begins. */
	readonly line: number;
}

/** Lines, and what is made of all of them once, when it is needed. */
export interface Source {
	readonly lines: readonly Line[];
	readonly joined: () => Joined;
	/** Characters of the longest line. */
	readonly width: () => number;
	readonly lineAt: () => (index: number) => LogicalLine;
}

/** What was read, and the index of the line after it. */
export interface Taken {
	readonly plans: readonly RawPlan[];
	readonly next: number;
}

/** Values of a document as plans. `numbers` are the lines of each; when there are not as many, all begin at the first line. */
export function rawPlans(values: readonly Json[], numbers: readonly number[], format: Format, first: Line): readonly RawPlan[] {
	return values.map((raw, index): RawPlan => {
		const line = numbers[values.length === numbers.length ? index : 0] ?? first.number;
		if (!isJsonObject(raw) || !isJsonObject(raw['Plan'])) {
			throw noPlan(format, {text: first.text, number: line});
		}

		return {raw, format, line};
	});
}

/** The letter about a document that is well-formed, and has no plan. */
export function noPlan(format: Format, {text, number}: Line): Error {
	return unreadable({line: number, as: `EXPLAIN's ${format.toUpperCase()}`, expected: 'an object with a "Plan"', found: text});
}
