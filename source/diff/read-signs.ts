import type {Plan, PlanNode} from '../plan/plan.ts';
import {roleOf, sideOf, sourceOf} from './role-of.ts';
import {isOptionalTrait, type Traits, withoutQualifiers} from './read-traits.ts';
import {addHashes, spread} from './sum-hash.ts';

/** By what nodes are recognised: columns over a plan's nodes. Two plans share one Interner, so that equal numbers are equal texts. */
export interface Signs {
	readonly plan: Plan;
	/** role, and of scans the table too: no place makes a scan of one table the scan of another. */
	readonly jobs: readonly string[];
	/** All that the node and everything below it is. */
	readonly subtrees: readonly number[];
	/** All that the node itself is. */
	readonly selves: readonly number[];
	/** A sum over the tables (with aliases), CTEs and functions that are read below: the order of joins does not matter. */
	readonly reads: Float64Array;
	/** The same without the numbers of aliases, and partitions counted once: pruning does not matter either. */
	readonly looseReads: Float64Array;
	/** Of scans: table and conditions, without the alias. */
	readonly conditions: readonly (string | null)[];
}

/** One number for each text. */
export class Interner {
	private readonly numbers = new Map<string, number>();

	numberOf(text: string): number {
		const known = this.numbers.get(text);
		if (known !== undefined) {
			return known;
		}

		const number = this.numbers.size + 1;
		this.numbers.set(text, number);
		return number;
	}
}

/** A subquery of its own: where it hangs says little about what its owner reads. */
function isApart(node: PlanNode | undefined): boolean {
	return node?.relationship === 'InitPlan' || node?.relationship === 'SubPlan';
}

/** What the node itself reads; null for those that only work on rows of others (a bitmap's table is named by its heap scan). */
function readText(node: PlanNode, alias: string): string | null {
	const source = sourceOf(node);
	const reads = node.nodeType !== 'ModifyTable' && node.nodeType !== 'Bitmap Index Scan' && (source !== '' || node.children.length === 0);
	return reads ? `${source === '' ? node.nodeType : source} ${alias}` : null;
}

function looseText(node: PlanNode): string | null {
	const stem = node.alias?.replace(/_\d+$/, '');
	return readText(node, '') === null ? null : stem ?? readText(node, '');
}

function sumReads(plan: Plan, interner: Interner, textOf: (node: PlanNode) => string | null, once: (node: PlanNode) => boolean): Float64Array {
	const sums = new Float64Array(plan.nodes.length);
	for (let id = plan.nodes.length - 1; id >= 0; id--) {
		const node = plan.nodes[id];
		if (node === undefined) {
			continue;
		}

		const text = textOf(node);
		let sum = text === null ? 0 : spread(interner.numberOf(text));
		const below = node.children.filter(child => !isApart(plan.nodes[child])).map(child => sums[child] ?? 0);
		for (const part of once(node) ? new Set(below) : below) {
			sum = addHashes(sum, part);
		}

		sums[id] = sum;
	}

	return sums;
}

function conditionText(node: PlanNode, traits: Traits): string | null {
	if (roleOf(node) !== 'scan') {
		return null;
	}

	const conditions = [...traits].filter(([key]) => key.endsWith('Cond') || key.endsWith('Filter')).map(([, text]) => withoutQualifiers(text));
	return [node.relation ?? '', ...conditions.sort()].join('\n');
}

function sideAt({nodes}: Plan, id: number): string {
	const node = nodes[id];
	return node === undefined ? '' : sideOf(node);
}

export function readSigns(plan: Plan, traits: readonly Traits[], interner: Interner): Signs {
	const {nodes} = plan;
	// A sum, so that the order in which a version prints its keys does not matter.
	const selves = traits.map(own => {
		let sum = 0;
		for (const [key, text] of own) {
			if (!isOptionalTrait(key)) {
				sum = addHashes(sum, spread(interner.numberOf(`${key}\n${text}`)));
			}
		}

		return sum;
	});
	const subtrees: number[] = Array.from(selves);
	for (let id = nodes.length - 1; id >= 0; id--) {
		const below = nodes[id]?.children ?? [];
		if (below.length > 0) {
			subtrees[id] = interner.numberOf(`${selves[id] ?? 0}: ${below.map(child => `${sideAt(plan, child)} ${subtrees[child] ?? 0}`).join(' ')}`);
		}
	}

	return {
		plan,
		jobs: nodes.map(node => `${roleOf(node)} ${sourceOf(node)}`),
		subtrees,
		selves,
		reads: sumReads(plan, interner, node => readText(node, node.alias ?? ''), () => false),
		looseReads: sumReads(plan, interner, looseText, node => roleOf(node) === 'append'),
		conditions: nodes.map((node, id) => conditionText(node, traits[id] ?? new Map())),
	};
}
