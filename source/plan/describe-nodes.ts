import type {Boundaries} from './boundaries.ts';
import {compareEstimate} from './compare-estimate.ts';
import {countRows, printsFractions, type Runs} from './count-rows.ts';
import {buffersOf, counterCount, ioOf, walOf} from './counters.ts';
import {numberAt, textAt} from './json-object.ts';
import type {Ledger} from './ledger.ts';
import {markInherited} from './mark-inherited.ts';
import {findMeaninglessEstimates} from './meaningless-estimates.ts';
import {nodeLabel} from './node-label.ts';
import {runsConcurrently} from './overlap.ts';
import {planDivisors} from './parallel-division.ts';
import type {JsonObject, PlanNode, Rows} from './plan.ts';
import type {PlanTree} from './plan-tree.ts';
import {processShares, tellsWorkers} from './process-shares.ts';

/** Self time; null where it is not known, which a negative one beyond rounding proves. */
function selfMsOf(ledger: Ledger, node: number): number | null {
	const selfMs = ledger.selfMs[node] ?? 0;
	const unknown = ledger.measured !== 'times' || ledger.unknownMs[node] === 1 || !Number.isFinite(selfMs)
		|| selfMs < -(ledger.toleranceMs[node] ?? 0) - 1e-6;
	return unknown ? null : selfMs;
}

/** True when no counter is below zero, which would prove that somebody else's blocks were taken out of this node. */
function isPlausible(counters: Float64Array, from: number, to: number): boolean {
	for (let index = from; index < to; index++) {
		if ((counters[index] ?? 0) < 0) {
			return false;
		}
	}

	return true;
}

/** The books, closed: one PlanNode for each node of the tree. */
export function describeNodes(tree: PlanTree, ledger: Ledger, boundaries: Boundaries, plan: JsonObject): readonly PlanNode[] {
	const {measured, counted, loops, processes, inclusiveCounters, selfCounters} = ledger;
	const analyzed = measured !== 'nothing';
	const timed = measured === 'times';
	const divisors = planDivisors(tree, ledger, plan, boundaries.gathers);
	const fractions = printsFractions(tree.raws);
	const mayMean = findMeaninglessEstimates(tree, ledger);
	const perWorker = tellsWorkers(tree);
	const runs = tree.raws.map((_, node): Runs => {
		const divisor = divisors[node] ?? 1;
		const loop = loops[node] ?? 0;
		const gather = boundaries.gathers[node] ?? -1;
		return {loops: loop, divisor, whole: divisor > 1 && loop > 0 ? loops[gather] ?? loop : loop};
	});
	const rows = tree.raws.map((raw, node): Rows => countRows(raw, runs[node] ?? {loops: 0, divisor: 1, whole: 0}, fractions));
	const estimates = markInherited(tree, tree.raws.map((raw, node) => {
		const run = runs[node];
		const row = rows[node];
		return run === undefined || row === undefined
			? null
			: compareEstimate(numberAt(raw, 'Plan Rows') ?? Number.NaN, row, run, direction => mayMean(node, direction));
	}));

	return tree.raws.map((raw, node): PlanNode => {
		const at = node * counterCount;
		const loop = loops[node] ?? 0;
		const divisor = processes[node] ?? 1;
		const parent = tree.parents[node] ?? -1;
		const type = tree.types[node] ?? '';
		const inclusiveMs = timed ? ledger.inclusiveMs[node] ?? 0 : null;
		return {
			id: node,
			parentId: parent < 0 ? null : parent,
			depth: tree.depths[node] ?? 0,
			children: tree.children[node] ?? [],
			nodeType: type,
			label: nodeLabel(type, raw),
			relationship: tree.relationships[node] ?? null,
			subplan: tree.subplans[node] ?? null,
			schema: textAt(raw, 'Schema'),
			relation: textAt(raw, 'Relation Name'),
			alias: textAt(raw, 'Alias'),
			index: textAt(raw, 'Index Name'),
			loops: analyzed ? loop : null,
			processes: divisor,
			executed: analyzed ? loop > 0 : null,
			inclusiveMs,
			selfMs: selfMsOf(ledger, node),
			selfToleranceMs: ledger.toleranceMs[node] ?? 0,
			processMs: timed ? (numberAt(raw, 'Actual Total Time') ?? 0) * loop : null,
			shares: perWorker && (boundaries.gathers[node] ?? -1) >= 0 ? processShares(tree, ledger, node) : [],
			rows: rows[node] ?? {estimated: Number.NaN, actual: null, low: null, high: null},
			estimate: estimates[node] ?? null,
			inclusiveBuffers: counted.buffers ? buffersOf(inclusiveCounters, at) : null,
			selfBuffers: counted.buffers && isPlausible(selfCounters, at, at + 10) ? buffersOf(selfCounters, at) : null,
			selfWal: counted.wal && isPlausible(selfCounters, at + 10, at + 13) ? walOf(selfCounters, at) : null,
			selfIo: counted.io ? ioOf(selfCounters, at, divisor) : null,
			totalCost: numberAt(raw, 'Total Cost') ?? Number.NaN,
			startupCost: numberAt(raw, 'Startup Cost') ?? Number.NaN,
			concurrent: runsConcurrently(tree, node),
			raw,
		};
	});
}
