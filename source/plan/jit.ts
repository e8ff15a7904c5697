import {isJsonObject, numberAt} from './json-object.ts';
import type {Ledger} from './ledger.ts';
import type {Jit, JsonObject} from './plan.ts';
import {isGather, type PlanTree} from './plan-tree.ts';

/** Leader and all workers launched: each process compiled for itself, and Postgres adds them up. */
function processesThatCompiled(tree: PlanTree, ledger: Ledger): number {
	let processes = 1;
	for (let node = 0; node < tree.size; node++) {
		if (isGather(tree.types[node]) && (ledger.loops[node] ?? 0) > 0) {
			processes += numberAt(tree.raws[node] ?? {}, 'Workers Launched') ?? 0;
		}
	}

	return processes;
}

/** JIT runs lazily inside nodes' start-up time: it explains a part of their time, and is never added to it. */
export function readJit(raw: JsonObject, tree: PlanTree, ledger: Ledger): Jit | null {
	const jit = raw['JIT'];
	if (!isJsonObject(jit)) {
		return null;
	}

	const timing = jit['Timing'];
	const total = isJsonObject(timing) ? numberAt(timing, 'Total') : null;
	return {
		functions: numberAt(jit, 'Functions') ?? 0,
		totalMs: total === null ? null : total / processesThatCompiled(tree, ledger),
		raw: jit,
	};
}
