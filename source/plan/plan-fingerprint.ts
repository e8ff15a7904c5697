import {isJsonArray, isJsonObject} from './json-object.ts';
import type {Json, JsonObject, Plan} from './plan.ts';

/** Strings that tell how a run went, or repeat the query: all other strings, flags and lists are the plan itself. */
const notThePlan = new Set([
	'Plans', 'Output', 'Workers', 'Disabled',
	'Sort Method', 'Sort Space Type', 'Storage', 'Full-sort Groups', 'Pre-sorted Groups',
]);

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

/** Numbers are costs, estimates and measurements, except for the workers that the planner wanted. */
function describes(key: string, value: Json): boolean {
	return key === 'Workers Planned' || (typeof value !== 'number' && value !== null && !notThePlan.has(key));
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

function addNode(raw: JsonObject, depth: number, hashes: readonly Hash[]): void {
	const add = (text: string) => {
		for (const hash of hashes) {
			hash.add(text);
		}
	};

	add(`node ${depth}`);
	// Postgres's order of keys changes between versions; the plan does not.
	for (const key of Object.keys(raw).sort()) {
		const value = raw[key];
		if (value !== undefined && describes(key, value)) {
			add(key);
			addValue(value, add);
		}
	}
}

/**
 * Equal for equal plans: shape, node types, relations, indexes and conditions (with their literals and `$n`), without costs,
 * estimates and measurements. 32 hexadecimal digits. Compare plans explained with the same VERBOSE option only: it changes how
 * Postgres writes conditions.
 */
export function planFingerprint(plan: Plan): string {
	const hashes = [new Hash(0), new Hash(0x9E_37_79_B9)];
	for (const {raw, depth} of plan.nodes) {
		addNode(raw, depth, hashes);
	}

	return hashes.map(hash => hash.digest()).join('');
}
