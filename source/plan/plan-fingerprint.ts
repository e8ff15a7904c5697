import {isJsonArray, isJsonObject} from './json-object.ts';
import {neutralEqualities} from './neutral-equalities.ts';
import type {Json, Plan, PlanNode} from './plan.ts';

/**
 * Strings that tell how a run went or repeat the query, and what EXPLAIN's text does not print without VERBOSE: all other
 * strings, flags and lists are the plan itself.
 */
const notThePlan = new Set([
	'Plans', 'Output', 'Workers', 'Disabled', 'Inner Unique',
	'Sort Method', 'Sort Space Type', 'Storage', 'Full-sort Groups', 'Pre-sorted Groups',
]);

/** Keys under which equalities stand. */
const conditions = /(?:Cond|Filter)$/;

/** Two 32-bit lanes of multiply and xor (cyrb53), which mix every character into both. */
class Hash {
	private a: number;
	private b: number;

	constructor(seed: number) {
		this.a = 0xDE_AD_BE_EF ^ seed;
		this.b = 0x41_C6_CE_57 ^ seed;
	}

	add(text: string): void {
		let {a, b} = this;
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index);
			a = Math.imul(a ^ code, 2_654_435_761);
			b = Math.imul(b ^ code, 1_597_334_677);
		}

		// A boundary that no text contains: "ab", "c" is not "a", "bc".
		this.a = Math.imul(a ^ 0x1_00_00, 2_654_435_761);
		this.b = Math.imul(b ^ 0x1_00_00, 1_597_334_677);
	}

	digest(): string {
		const a = Math.imul(this.a ^ (this.a >>> 16), 2_246_822_507) ^ Math.imul(this.b ^ (this.b >>> 13), 3_266_489_909);
		const b = Math.imul(this.b ^ (this.b >>> 16), 2_246_822_507) ^ Math.imul(this.a ^ (this.a >>> 13), 3_266_489_909);
		return [a, b].map(lane => (lane >>> 0).toString(16).padStart(8, '0')).join('');
	}
}

/**
 * True for what one plan says and another does not. Numbers are costs, estimates and measurements, except for the workers that
 * the planner wanted. What is not so is not said by every version and format: a flag that is false, a scan that goes forward
 * (13 to 15 know `NoMovement`, too), the alias of several functions in place of a name. To a ModifyTable its only child was a
 * member up to 13, and is an outer plan since.
 */
function describes(key: string, value: Json, {raw}: PlanNode, parent: PlanNode | undefined): boolean {
	switch (key) {
		case 'Workers Planned':
			return true;
		case 'Scan Direction':
			return value === 'Backward';
		case 'Function Name':
			return value !== raw['Alias'];
		case 'Parent Relationship':
			return parent?.nodeType !== 'ModifyTable' || value === 'InitPlan' || value === 'SubPlan';
		default:
			return typeof value !== 'number' && value !== null && value !== false && !notThePlan.has(key);
	}
}

/** Strings and flags of a value, however deep it is nested (Target Tables, Grouping Sets, what extensions print). */
function addValue(value: Json, add: (text: string) => void): void {
	const open: Json[] = [value];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (isJsonArray(next)) {
			add(`list ${next.length}`);
			for (const element of next) {
				open.push(element);
			}
		} else if (isJsonObject(next)) {
			for (const key of Object.keys(next).sort()) {
				add(key);
				open.push(next[key] ?? null);
			}
		} else {
			add(String(next));
		}
	}
}

function addNode(node: PlanNode, parent: PlanNode | undefined, hashes: readonly Hash[]): void {
	const {raw, depth} = node;
	const add = (text: string) => {
		for (const hash of hashes) {
			hash.add(text);
		}
	};

	add(`node ${depth}`);
	// Postgres's order of keys changes between versions; the plan does not.
	for (const key of Object.keys(raw).sort()) {
		const value = raw[key];
		if (value !== undefined && describes(key, value, node, parent)) {
			add(key);
			addValue(typeof value === 'string' && conditions.test(key) ? neutralEqualities(value) : value, add);
		}
	}
}

/**
 * Equal for equal plans: shape, node types, relations, indexes and conditions (with their literals and `$n`), without costs,
 * estimates and measurements, in whichever of the four formats it was printed. 32 hexadecimal digits. An equality is the same with its sides exchanged. Compare plans explained with the same VERBOSE option only: it changes how
 * Postgres writes conditions.
 */
export function planFingerprint(plan: Plan): string {
	const hashes = [new Hash(0), new Hash(0x9E_37_79_B9)];
	for (const node of plan.nodes) {
		addNode(node, plan.nodes[node.parentId ?? -1], hashes);
	}

	return hashes.map(hash => hash.digest()).join('');
}
