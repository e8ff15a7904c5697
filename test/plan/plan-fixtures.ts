import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {Json, JsonObject, Plan, PlanNode} from '../../source/plan/plan.ts';

const folder = join(import.meta.dirname, '../fixtures/plans');

export interface Fixture {
	/** `pg18/33_parallel_append`. */
	readonly name: string;
	readonly text: string;
}

/** Every real plan there is, of every version. */
export const fixtures: readonly Fixture[] = readdirSync(folder).sort().flatMap(version =>
	readdirSync(join(folder, version)).filter(file => file.endsWith('.json')).sort().map(file => ({
		name: `${version}/${file.replace(/\.json$/, '')}`,
		text: readFileSync(join(folder, version, file), 'utf8'),
	})),
);

export function rawPlan(name: string): JsonObject {
	const [raw] = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as JsonObject[];
	if (raw === undefined) {
		throw new Error(`${name} is empty`);
	}

	return raw;
}

export function plan(name: string): Plan {
	return parsePlan(rawPlan(name));
}

/** The first node whose label (and relation or subplan) is the given. */
export function find(of: Plan, label: string, on?: string): PlanNode {
	const node = of.nodes.find(candidate => candidate.label === label
		&& (on === undefined || candidate.relation === on || candidate.subplan === on || candidate.alias === on));
	if (node === undefined) {
		throw new Error(`no ${label} ${on ?? ''} among ${of.nodes.map(candidate => candidate.label).join(', ')}`);
	}

	return node;
}

/** A node as EXPLAIN ANALYZE would print it: one loop, one row, no time, unless told otherwise. */
export function node(type: string, facts: Readonly<Record<string, Json>> = {}, children: readonly JsonObject[] = []): JsonObject {
	return {
		'Node Type': type,
		'Startup Cost': 0,
		'Total Cost': 1,
		'Plan Rows': 1,
		'Actual Total Time': 0,
		'Actual Rows': 1,
		'Actual Loops': 1,
		...facts,
		...(children.length === 0 ? {} : {Plans: children}),
	};
}

export const outer = {'Parent Relationship': 'Outer'};
export const inner = {'Parent Relationship': 'Inner'};
export const member = {'Parent Relationship': 'Member'};
export const initPlan = (name: string) => ({'Parent Relationship': 'InitPlan', 'Subplan Name': name});
