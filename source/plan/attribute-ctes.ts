import {buffersOf, counterCount, wholeCounters} from './counters.ts';
import {divide} from './divide.ts';
import {numberAt, textAt} from './json-object.ts';
import type {Ledger} from './ledger.ts';
import type {Buffers} from './plan.ts';
import {cteNameOf, type PlanTree} from './plan-tree.ts';

/** What a modifying CTE did after the root had finished, because nobody read it to its end. */
export interface AfterRoot {
	readonly name: string;
	readonly ms: number;
	readonly buffers: Buffers | null;
}

interface Cte {
	readonly plan: number;
	readonly name: string;
	/** CTE Scans that ran. */
	readonly scans: number[];
}

/** Finds each scan's CTE: the nearest ancestor that owns one of that name, and not the one the scan is inside of (names repeat). */
function matchScans(tree: PlanTree, ledger: Ledger): readonly Cte[] {
	const ctes: Cte[] = [];
	const owned = new Map<number, Map<string, Cte>>();
	for (let node = 1; node < tree.size; node++) {
		const name = cteNameOf(tree, node);
		if (name !== null) {
			const cte: Cte = {plan: node, name, scans: []};
			ctes.push(cte);
			const owner = tree.parents[node] ?? 0;
			owned.set(owner, (owned.get(owner) ?? new Map<string, Cte>()).set(name, cte));
		}
	}

	if (ctes.length > 0) {
		const scopes = nearestScopes(tree, owned);
		for (let node = 0; node < tree.size; node++) {
			if (tree.types[node] === 'CTE Scan' && (ledger.loops[node] ?? 0) > 0) {
				const name = textAt(tree.raws[node] ?? {}, 'CTE Name') ?? '';
				for (let scope = scopes[node] ?? -1; scope >= 0; scope = scopes[tree.parents[scope] ?? -1] ?? -1) {
					const cte = owned.get(scope)?.get(name);
					if (cte !== undefined && !(node >= cte.plan && node < (tree.ends[cte.plan] ?? 0))) {
						cte.scans.push(node);
						break;
					}
				}
			}
		}
	}

	return ctes;
}

/** For every node the nearest one at or above it that owns CTEs. */
function nearestScopes(tree: PlanTree, owned: ReadonlyMap<number, unknown>): readonly number[] {
	const scopes: number[] = [];
	for (let node = 0; node < tree.size; node++) {
		scopes.push(owned.has(node) ? node : scopes[tree.parents[node] ?? -1] ?? -1);
	}

	return scopes;
}

/** Rows that a scan took out of the CTE, those its filter removed too: both are means per loop. */
function rowsRead(tree: PlanTree, ledger: Ledger, scan: number): number {
	const raw = tree.raws[scan] ?? {};
	return ((numberAt(raw, 'Actual Rows') ?? 0) + (numberAt(raw, 'Rows Removed by Filter') ?? 0)) * (ledger.loops[scan] ?? 0);
}

/**
 * A CTE is computed row by row, by whichever scan first asks for the row; the others read the stored copy. What reading a stored
 * row costs is seen in the cheapest scan (the floor); what a scan spent above that is its weight in paying for the CTE.
 */
function timeWeights(tree: PlanTree, ledger: Ledger, scans: readonly number[]): readonly number[] {
	const read = scans.map(scan => rowsRead(tree, ledger, scan));
	const own = scans.map(scan => Math.max(0, ledger.selfMs[scan] ?? 0));
	const rates = own.flatMap((ms, index) => (read[index] ?? 0) > 0 ? [ms / (read[index] ?? 1)] : []);
	const floor = scans.length > 1 && rates.length > 0 ? Math.min(...rates) : 0;
	const weights = own.map((ms, index) => Math.max(0, ms - floor * (read[index] ?? 0)));
	return weights.some(weight => weight > 0) ? weights : own;
}

function isModifying(tree: PlanTree, cte: Cte): boolean {
	const operation = textAt(tree.raws[cte.plan] ?? {}, 'Operation');
	return operation !== null && operation !== 'Select';
}

function payTime(tree: PlanTree, ledger: Ledger, cte: Cte): number {
	const {scans, plan} = cte;
	const own = scans.map(scan => ledger.selfMs[scan] ?? 0);
	const {parts, left} = divide(ledger.inclusiveMs[plan] ?? 0, timeWeights(tree, ledger, scans), own, false);
	const rounding = ledger.roundingMs[plan] ?? 0;
	for (const [index, scan] of scans.entries()) {
		ledger.selfMs[scan] = (own[index] ?? 0) - (parts[index] ?? 0);
		ledger.toleranceMs[scan] = (ledger.toleranceMs[scan] ?? 0) + rounding;
	}

	if (isModifying(tree, cte) && (scans.length === 0 || left > rounding)) {
		return left;
	}

	// Shutting down the CTE's workers, on the owner's account (see payWithOwner), or no more than rounding.
	const owner = tree.parents[plan] ?? 0;
	ledger.selfMs[owner] = (ledger.selfMs[owner] ?? 0) - left;
	ledger.toleranceMs[owner] = (ledger.toleranceMs[owner] ?? 0) + rounding;
	return 0;
}

/** Gives each counter to the scans that have it, and writes what none of them has into `rest`. */
function payCounters(ledger: Ledger, cte: Cte, rest: Float64Array): void {
	for (let index = 0; index < counterCount; index++) {
		const total = ledger.inclusiveCounters[cte.plan * counterCount + index] ?? 0;
		if (total > 0) {
			const own = cte.scans.map(scan => ledger.selfCounters[scan * counterCount + index] ?? 0);
			const {parts, left} = divide(total, own.map(count => Math.max(0, count)), own, index < wholeCounters);
			for (const [position, scan] of cte.scans.entries()) {
				ledger.selfCounters[scan * counterCount + index] = (own[position] ?? 0) - (parts[position] ?? 0);
			}

			rest[index] = left;
		}
	}
}

/** Takes every CTE out of the scans that pulled it, and returns what ran after the root. */
export function attributeCtes(tree: PlanTree, ledger: Ledger): readonly AfterRoot[] {
	const afterRoot: AfterRoot[] = [];
	if (ledger.measured === 'nothing') {
		return afterRoot;
	}

	for (const cte of matchScans(tree, ledger)) {
		if ((ledger.loops[cte.plan] ?? 0) === 0) {
			continue;
		}

		const rest = new Float64Array(counterCount);
		const ms = payTime(tree, ledger, cte);
		payCounters(ledger, cte, rest);
		if (!isModifying(tree, cte)) {
			const owner = tree.parents[cte.plan] ?? 0;
			for (let index = 0; index < counterCount; index++) {
				const at = owner * counterCount + index;
				ledger.selfCounters[at] = (ledger.selfCounters[at] ?? 0) - (rest[index] ?? 0);
			}
		} else if (ms > 0 || rest.some(count => count > 0) || cte.scans.length === 0) {
			afterRoot.push({name: cte.name, ms, buffers: ledger.counted.buffers ? buffersOf(rest, 0) : null});
		}
	}

	return afterRoot;
}
