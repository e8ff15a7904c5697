import {lexCondition, type Token} from '../insight/lex-condition.ts';
import type {Json, JsonObject, Plan, PlanNode} from '../plan/plan.ts';
import {planFingerprint} from '../plan/plan-fingerprint.ts';

/** Keys of EXPLAIN under which conditions stand; names of relations, indexes and node types are no conditions. */
const conditions = /(?:Cond|Condition|Filter|Key|Order By|Call|Parameters|SQL)$/;
/** What makes a type's name longer: `character varying`, `timestamp with time zone`. */
const typeWords = new Set(['varying', 'precision', 'with', 'without', 'time', 'zone']);
const keywords = new Set(['and', 'or', 'not', 'is', 'null', 'any', 'all', 'array', 'row', 'true', 'false', 'in', 'like', 'distinct', 'from', 'collate']);

/**
 * Equal for plans that go the same way, whichever values they were made for, and for a generic plan too: shape, node types, relations,
 * indexes and the columns of each condition, without the values and the `$n` that stand in them, of which the planner may have
 * computed more or less ahead. Compare plans of one statement only.
 */
export function planShape(plan: Plan): string {
	return planFingerprint({...plan, nodes: plan.nodes.map(node => neutralNode(node))});
}

function neutralNode(node: PlanNode): PlanNode {
	const raw: JsonObject = Object.fromEntries(Object.entries(node.raw).map(([key, value]) => [key, conditions.test(key) ? neutral(value) : value]));
	return {...node, raw};
}

function neutral(value: Json): Json {
	return typeof value === 'string' ? columnsIn(value) : Array.isArray(value) ? value.map((each: Json) => neutral(each)) : value;
}

/** The names in a condition, each once, without types and keywords; nothing of what is too long to be read. */
function columnsIn(condition: string): string {
	const names = new Set<string>();
	let place: 'plain' | 'type' | 'behind a type' = 'plain';
	for (const token of lexCondition(condition) ?? []) {
		if (token.kind === 'cast' || (token.text === '.' && place === 'behind a type')) {
			place = 'type';
		} else if (!isName(token)) {
			place = 'plain';
		} else if (place === 'type') {
			place = 'behind a type';
		} else if (place === 'plain' || !typeWords.has(token.text)) {
			place = 'plain';
			if (!keywords.has(token.text.toLowerCase())) {
				names.add(token.text);
			}
		}
	}

	return [...names].sort().join(' ');
}

function isName({kind}: Token): boolean {
	return kind === 'name' || kind === 'quoted';
}
