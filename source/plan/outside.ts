import type {AfterRoot} from './attribute-ctes.ts';
import {subtractBuffers, zeroBuffers} from './buffers.ts';
import type {Ledger} from './ledger.ts';
import type {OutsideRow, Serialization, Trigger} from './plan.ts';

export interface OutsideFacts {
	readonly ledger: Ledger;
	/** Execution Time without the root, serialization and what ran after the root; null when Postgres did not print it. */
	readonly besideRootMs: number | null;
	readonly triggers: readonly Trigger[];
	readonly serialization: Serialization | null;
	readonly afterRoot: readonly AfterRoot[];
	/** ms that children of async Appends were counted twice. */
	readonly overlapMs: number;
}

function triggerRow(trigger: Trigger): OutsideRow {
	const on = trigger.relation === null ? '' : ` on ${trigger.relation}`;
	const what = trigger.constraint === null ? `trigger ${trigger.name}` : `trigger for constraint ${trigger.constraint}`;
	return {what: `${what}${on}, ${trigger.when === 'before' ? 'before (inside the root)' : 'after'}`, ms: trigger.ms, buffers: null};
}

/** Executor start and shutdown: what no other row explains. */
function remainderRow({ledger, besideRootMs, triggers}: OutsideFacts): OutsideRow | null {
	if (besideRootMs === null) {
		return null;
	}

	const after = triggers.reduce((sum, {when, ms}) => when === 'after' ? sum + (ms ?? 0) : sum, 0);
	const rest = besideRootMs - after;
	const rounding = (ledger.roundingMs[0] ?? 0) + 0.0005 * (triggers.length + 2);
	// More than all of it is explained: the numbers do not belong together, and no remainder would be true.
	return {what: 'executor start and shutdown', ms: rest < -rounding ? null : Math.max(0, rest), buffers: null};
}

/** The rows that complete the nodes: with them, times add up to Execution Time and blocks to the root's. */
export function outsideRows(facts: OutsideFacts): readonly OutsideRow[] {
	const {ledger, triggers, serialization, afterRoot, overlapMs} = facts;
	const timed = ledger.measured === 'times';
	const rows: OutsideRow[] = afterRoot.map(({name, buffers}) => ({
		what: `CTE ${name}, run after the root (counted in its nodes)`,
		ms: timed ? 0 : null,
		buffers: buffers === null ? null : subtractBuffers(zeroBuffers, buffers),
	}));
	if (!timed) {
		return rows;
	}

	// A trigger that may be inside or outside (when: null) belongs to no sum.
	rows.push(...triggers.filter(({when}) => when !== null).map(triggerRow));
	if (serialization !== null) {
		rows.push({what: 'serialization', ms: serialization.ms, buffers: null});
	}

	if (overlapMs > 0) {
		rows.push({what: 'async Append: children that ran at the same time', ms: -overlapMs, buffers: null});
	}

	const remainder = remainderRow(facts);
	return remainder === null ? rows : [...rows, remainder];
}
