import {subtractBuffers, sumBuffers} from './buffers.ts';
import {buffersOf, counterCount, readBuffers} from './counters.ts';
import {numberAt, objectsAt} from './json-object.ts';
import type {Ledger} from './ledger.ts';
import type {Buffers, JsonObject, ProcessShare} from './plan.ts';
import type {PlanTree} from './plan-tree.ts';

/** Workers that ran the node: without VERBOSE Postgres lists them only for what they sorted or hashed. */
function workersOf(raw: JsonObject): readonly JsonObject[] {
	return raw['Workers'] === undefined ? [] : objectsAt(raw, 'Workers').filter(worker => (numberAt(worker, 'Actual Loops') ?? 0) > 0);
}

/** True when this plan tells what each worker did (VERBOSE). */
export function tellsWorkers(tree: PlanTree): boolean {
	return tree.raws.some(raw => workersOf(raw).length > 0);
}

function workerShare(worker: JsonObject): ProcessShare {
	const loops = numberAt(worker, 'Actual Loops') ?? 0;
	const ms = numberAt(worker, 'Actual Total Time');
	const rows = numberAt(worker, 'Actual Rows');
	return {
		process: numberAt(worker, 'Worker Number') ?? 0,
		ms: ms === null ? null : ms * loops,
		rows: rows === null ? null : Math.round(rows * loops),
		buffers: readBuffers(worker),
	};
}

function leaderBuffers(ledger: Ledger, node: number, workers: readonly ProcessShare[]): Buffers | null {
	if (!ledger.counted.buffers) {
		return null;
	}

	const all = buffersOf(ledger.inclusiveCounters, node * counterCount);
	const theirs = sumBuffers(workers.map(({buffers}) => buffers));
	return theirs === null ? all : subtractBuffers(all, theirs);
}

/**
 * What each process did in a node below a Gather, itself and everything below it. Postgres prints the workers and the total:
 * the leader is exactly the difference. A process that did not run the node is not listed.
 */
export function processShares(tree: PlanTree, ledger: Ledger, node: number): readonly ProcessShare[] {
	const raw = tree.raws[node] ?? {};
	const loops = ledger.loops[node] ?? 0;
	const workers = workersOf(raw);
	const shares = workers.map(workerShare);
	const leaderLoops = workers.reduce((left, worker) => left - (numberAt(worker, 'Actual Loops') ?? 0), loops);
	if (leaderLoops <= 0) {
		return shares;
	}

	const processMs = (numberAt(raw, 'Actual Total Time') ?? 0) * loops;
	const rows = (numberAt(raw, 'Actual Rows') ?? 0) * loops;
	const leader: ProcessShare = {
		process: 'leader',
		ms: ledger.measured === 'times' ? Math.max(0, shares.reduce((left, {ms}) => left - (ms ?? 0), processMs)) : null,
		rows: Math.max(0, Math.round(shares.reduce((left, share) => left - (share.rows ?? 0), rows))),
		buffers: leaderBuffers(ledger, node, shares),
	};
	return [leader, ...shares];
}
