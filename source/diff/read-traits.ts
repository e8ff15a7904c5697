import {numberAt} from '../plan/json-object.ts';
import type {Json, Plan, PlanNode} from '../plan/plan.ts';
import {jsonText} from './json-text.ts';

/**
 * Strings and flags that are not the plan's choice: how the run went, where the node stands, what the label says already, and
 * what only some options print (VERBOSE: Output, Schema, Inner Unique).
 */
const notTraits = new Set([
	'Plans', 'Output', 'Workers', 'Disabled', 'Schema', 'Inner Unique', 'Parent Relationship', 'Subplan Name', 'Params Evaluated',
	'Node Type', 'Parallel Aware', 'Async Capable', 'Scan Direction', 'Join Type', 'Strategy', 'Partial Mode', 'Operation', 'Command', 'Custom Plan Provider',
	'Sort Method', 'Sort Space Type', 'Storage', 'Full-sort Groups', 'Pre-sorted Groups',
]);
/** Numbers that are the plan's choice: the others are costs, estimates and measurements. */
const numbers = ['Workers Planned', 'Subplans Removed'] as const;
/** Printed by some versions and options only: that one plan lacks it says nothing. 18 names windows; VERBOSE shows calls and remote SQL. */
const optional = new Set(['Window', 'Remote SQL', 'Function Call', 'Table Function Call']);

/** True when an absent trait may just not have been printed. */
export function isOptionalTrait(key: string): boolean {
	return optional.has(key);
}

/** What makes a node what it is, by Postgres's keys, as text. `Node Type` is the label. */
export type Traits = ReadonlyMap<string, string>;

/** Rewrites conditions so that plans of different versions and options can be compared. */
export type Wording = (text: string) => string;

/**
 * Up to 16 an InitPlan's value is `$1`, and the plan's name says which: `InitPlan 2 (returns $1,$2)`; from 17 on it is
 * `(InitPlan 2).col1`. And 17 spells out what a SubPlan is tested for: `(ANY (a = (hashed SubPlan 1).col1))` was
 * `(hashed SubPlan 1)`.
 */
export function wordingOf(plan: Plan): Wording {
	const names = new Map<string, string>();
	for (const {subplan} of plan.nodes) {
		const match = /^(.+) \(returns ([^)]+)\)$/.exec(subplan ?? '');
		for (const [index, parameter] of (match?.[2] ?? '').split(',').entries()) {
			if (parameter !== '') {
				names.set(parameter, `(${match?.[1] ?? ''}).col${index + 1}`);
			}
		}
	}

	return text => {
		const named = names.size === 0 || !text.includes('$') ? text : text.replace(/\$\d+/g, parameter => names.get(parameter) ?? parameter);
		return named.includes('SubPlan')
			? named
				.replace(/\((?:ANY|ALL) \([^()]+ \((hashed SubPlan \d+|SubPlan \d+)\)\.col\d+\)\)/g, '($1)')
				.replace(/EXISTS\((SubPlan \d+)\)/g, '($1)')
			: named;
	};
}

/** True for EXPLAIN (VERBOSE), which names every column with its table. */
export function isVerbose(plan: Plan): boolean {
	return plan.nodes.some(({raw}) => raw['Output'] !== undefined);
}

const qualifier = /(?<![\w$".)])(?:[a-z_][\w$]*|"[^"]+")\.(?=[a-z_"])/gi;

/** `(s.scene_id = 7)` as `(scene_id = 7)`; what stands in quotes (every other part between them) is left alone. */
export function withoutQualifiers(text: string): string {
	return text.includes('.') ? text.split('\'').map((part, at) => at % 2 === 0 ? part.replace(qualifier, '') : part).join('\'') : text;
}

export function readTraits(node: PlanNode, wording: Wording): Traits {
	const traits = new Map<string, string>([['Node Type', node.label]]);
	for (const key of Object.keys(node.raw)) {
		const value = node.raw[key] ?? null;
		if (isTrait(key, value)) {
			const text = jsonText(value);
			traits.set(key, isName(key) ? text : wording(text));
		}
	}

	for (const key of numbers) {
		const count = numberAt(node.raw, key);
		if (count !== null && count !== 0) {
			traits.set(key, String(count));
		}
	}

	return traits;
}

/** Absent and false are the same: older versions and text lack the flag. */
function isTrait(key: string, value: Json): boolean {
	return value !== null && value !== false && typeof value !== 'number' && !notTraits.has(key);
}

/** Names are not expressions: a table may be called `a.b`. */
function isName(key: string): boolean {
	return key === 'Alias' || key.endsWith(' Name');
}
