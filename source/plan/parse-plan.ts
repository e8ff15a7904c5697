import {PlanflipError} from '../errors.ts';
import {attributeCtes} from './attribute-ctes.ts';
import {attributeInitPlans} from './attribute-initplans.ts';
import {findBoundaries} from './boundaries.ts';
import {readBuffers} from './counters.ts';
import {describeNodes} from './describe-nodes.ts';
import {readJit} from './jit.ts';
import {isJsonObject, numberAt, textAt} from './json-object.ts';
import {openLedger} from './ledger.ts';
import {outsideRows} from './outside.ts';
import {clampOverlaps} from './overlap.ts';
import type {JsonObject, Plan, Serialization} from './plan.ts';
import {layOutTree} from './plan-tree.ts';
import {attributeTriggers} from './triggers.ts';

function readSettings(raw: JsonObject): Readonly<Record<string, string>> {
	const settings = raw['Settings'];
	if (!isJsonObject(settings)) {
		return {};
	}

	return Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => typeof value === 'string' ? [[name, value]] : []));
}

function readSerialization(raw: JsonObject): Serialization | null {
	const serialization = raw['Serialization'];
	if (!isJsonObject(serialization)) {
		return null;
	}

	return {
		ms: numberAt(serialization, 'Time'),
		bytes: (numberAt(serialization, 'Output Volume') ?? 0) * 1024,
		format: textAt(serialization, 'Format'),
		buffers: readBuffers(serialization),
	};
}

/**
 * Understands one element of EXPLAIN (FORMAT JSON)'s array, or one object that auto_explain logged, of PostgreSQL 13 and up.
 * `raw` is kept and never changed; unknown keys and node types stay in it. Every time and every block is given to exactly one
 * node, or to a row outside the nodes; what cannot be given to one is null. Throws a PlanflipError of kind `input` when
 * `raw` is no plan.
 */
export function parsePlan(raw: JsonObject): Plan {
	const root = raw['Plan'];
	if (!isJsonObject(root)) {
		throw new PlanflipError('input', {
			message: 'This is not a plan of EXPLAIN: expected an object with a "Plan".',
			hint: 'Paste the whole output of EXPLAIN (FORMAT JSON), from the first bracket to the last.',
		});
	}

	const tree = layOutTree(root);
	const ledger = openLedger(tree);
	const boundaries = findBoundaries(tree);
	attributeInitPlans(tree, ledger, boundaries);
	const afterRoot = attributeCtes(tree, ledger);
	const serialization = readSerialization(raw);
	const executionMs = numberAt(raw, 'Execution Time');
	const timed = ledger.measured === 'times';
	const rootMs = timed ? ledger.inclusiveMs[0] ?? 0 : null;
	const besideRootMs = executionMs === null || rootMs === null
		? null
		: executionMs - rootMs - (serialization?.ms ?? 0) - afterRoot.reduce((sum, {ms}) => sum + ms, 0);
	const triggers = attributeTriggers(tree, ledger, raw, besideRootMs);
	const overlapMs = clampOverlaps(tree, ledger);
	const planning = raw['Planning'];
	return {
		kind: 'Plan',
		query: textAt(raw, 'Query Text'),
		measured: ledger.measured,
		totals: {planningMs: numberAt(raw, 'Planning Time'), executionMs, rootMs},
		nodes: describeNodes(tree, ledger, boundaries, raw),
		outside: outsideRows({ledger, besideRootMs, triggers, serialization, afterRoot, overlapMs}),
		planningBuffers: isJsonObject(planning) ? readBuffers(planning) : null,
		serialization,
		triggers,
		jit: readJit(raw, tree, ledger),
		settings: readSettings(raw),
		raw,
	};
}
