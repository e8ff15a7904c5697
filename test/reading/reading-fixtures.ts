import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {JsonObject} from '../../source/plan/plan.ts';
import {type ReadPlan, readPlans} from '../../source/reading/read-plans.ts';
import {fixtures} from '../plan/plan-fixtures.ts';

const plans = join(import.meta.dirname, '../fixtures/plans');
const readings = join(import.meta.dirname, '../fixtures/readings');

export interface RawFixture {
	/** `pg18/33_parallel_append`. */
	readonly name: string;
	/** Major version. */
	readonly version: number;
	readonly raw: JsonObject;
}

/** Every real plan in JSON. */
export const rawFixtures: readonly RawFixture[] = fixtures.map(({name, text}) => {
	const [raw] = JSON.parse(text) as JsonObject[];
	return {name, version: Number(/\d+/.exec(name)?.[0]), raw: raw ?? {}};
});

export type Other = 'text' | 'yaml' | 'xml';

export interface Pair extends RawFixture {
	readonly format: Other;
	/** The same statement, run once more, in that format. */
	readonly text: string;
}

/** What real servers printed in another format as well. */
export const pairs: readonly Pair[] = rawFixtures.flatMap(fixture => (['text', 'yaml', 'xml'] as const).flatMap(format => {
	const file = join(plans, `${fixture.name}.${format}`);
	return existsSync(file) ? [{...fixture, format, text: readFileSync(file, 'utf8')}] : [];
}));

/** Plans of one file, by what they show: each begins with `== name ==`. */
export function readingsIn(file: string): ReadonlyMap<string, string> {
	const parts = readFileSync(join(readings, file), 'utf8').split(/^== (.*) ==\n/m).slice(1);
	return new Map(parts.flatMap((part, index) => index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : []));
}

/** Files of a folder of readings, by name. */
export function readingFiles(folder: string): ReadonlyMap<string, string> {
	return new Map(readdirSync(join(readings, folder)).sort().map(file => [file, readFileSync(join(readings, folder, file), 'utf8')]));
}

/** The one plan in the text. */
export function readOne(text: string): ReadPlan {
	const [first, ...others] = readPlans(text);
	if (first === undefined || others.length > 0) {
		throw new Error(`${others.length + 1} plans`);
	}

	return first;
}
