import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {InsightContext} from '../../source/insight/context.ts';
import type {Insight, RuleName} from '../../source/insight/insight.ts';
import {insightsOf} from '../../source/insight/insights-of.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {Json, JsonObject, Plan} from '../../source/plan/plan.ts';
import {node, plan} from '../plan/plan-fixtures.ts';

/** Real plans of PostgreSQL 18.4, each made to have one thing wrong with it. */
export function smelly(name: string): Plan {
	const [raw] = JSON.parse(readFileSync(join(import.meta.dirname, 'plans', `${name}.json`), 'utf8')) as JsonObject[];
	return parsePlan(raw as JsonObject);
}

/** A plan made by hand: what EXPLAIN ANALYZE would print of these nodes, executed in as long as the root took. */
export function made(root: JsonObject, facts: Readonly<Record<string, Json>> = {}): Plan {
	return parsePlan({Plan: root, 'Planning Time': 0.1, 'Execution Time': root['Actual Total Time'] ?? 0, ...facts});
}

/** A sequential scan of a table with a filter that keeps `kept` of `visited` rows. */
export function seqScan(filter: string | null, kept: number, visited: number, facts: Readonly<Record<string, Json>> = {}): JsonObject {
	return node('Seq Scan', {
		'Relation Name': 't',
		Alias: 't',
		'Plan Rows': kept,
		'Actual Rows': kept,
		'Actual Total Time': 100,
		...(filter === null ? {} : {Filter: filter, 'Rows Removed by Filter': visited - kept}),
		...facts,
	});
}

/** What one rule says of a plan. A name with a `/` is a fixture of plan/. */
export function sayings(rule: RuleName, of: Plan | string, context?: InsightContext): readonly Insight[] {
	const subject = typeof of !== 'string' ? of : of.includes('/') ? plan(of) : smelly(of);
	return insightsOf(subject, context).filter(insight => insight.rule === rule);
}

/** The only thing that the rule says. */
export function saying(rule: RuleName, of: Plan | string, context?: InsightContext): Insight {
	const [insight, ...more] = sayings(rule, of, context);
	if (insight === undefined || more.length > 0) {
		throw new Error(`${rule} says ${more.length + (insight === undefined ? 0 : 1)} things`);
	}

	return insight;
}

export function isSaid(rule: RuleName, of: Plan, context?: InsightContext): boolean {
	return sayings(rule, of, context).length > 0;
}

/** The same as EXPLAIN (ANALYZE, TIMING OFF) prints it. */
export function untimed(value: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'Actual Total Time').map(([key, part]) => [
		key,
		key === 'Plans' ? (part as readonly JsonObject[]).map(child => untimed(child)) : part,
	]));
}
