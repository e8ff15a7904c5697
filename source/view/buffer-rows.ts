import type {Buffers, Plan} from '../plan/plan.ts';
import {sanitise as plain} from '../text/plain.ts';
import {countLine} from './count-line.ts';
import {type Line, span, type Tone} from './line.ts';

interface Counter {
	readonly name: string;
	readonly of: (buffers: Buffers) => number;
	readonly tone: Tone;
	/** Shown even when zero. */
	readonly always?: true;
}

const counters: readonly Counter[] = [
	{name: 'hit', of: buffers => buffers.sharedHit, tone: 'hit', always: true},
	{name: 'read', of: buffers => buffers.sharedRead, tone: 'read', always: true},
	{name: 'dirtied', of: buffers => buffers.sharedDirtied, tone: 'warn'},
	{name: 'written', of: buffers => buffers.sharedWritten, tone: 'warn'},
	{name: 'local hit', of: buffers => buffers.localHit, tone: 'hit'},
	{name: 'local read', of: buffers => buffers.localRead, tone: 'read'},
	{name: 'local dirtied', of: buffers => buffers.localDirtied, tone: 'warn'},
	{name: 'local written', of: buffers => buffers.localWritten, tone: 'warn'},
	{name: 'temp read', of: buffers => buffers.tempRead, tone: 'read'},
	{name: 'temp written', of: buffers => buffers.tempWritten, tone: 'warn'},
];

/** Blocks of 8 kB touched by the whole plan, the pinned run's before the current one's; then what each table and index took. */
export function bufferRows(current: Plan, baseline: Plan | null): readonly Line[] {
	const now = rootBuffers(current);
	if (now === null) {
		return [[span('Postgres did not say (no BUFFERS)', 'dim')]];
	}

	const before = baseline === null ? null : rootBuffers(baseline);
	const rows: Line[] = [];
	for (const counter of counters) {
		const value = counter.of(now);
		const old = before === null ? null : counter.of(before);
		if (counter.always || value > 0 || (old ?? 0) > 0) {
			rows.push(countLine(counter.name, old, value, counter.tone));
		}
	}

	return [...rows, ...walRows(current, baseline), ...objectRows(current, baseline)];
}

function rootBuffers(plan: Plan): Buffers | null {
	return plan.nodes[0]?.inclusiveBuffers ?? null;
}

function walRows(current: Plan, baseline: Plan | null): readonly Line[] {
	const bytes = (plan: Plan) => plan.nodes.reduce((sum, node) => sum + (node.selfWal?.bytes ?? 0), 0);
	const now = bytes(current);
	const before = baseline === null ? null : bytes(baseline);
	return now > 0 || (before ?? 0) > 0 ? [countLine('WAL bytes', before, now, 'warn')] : [];
}

/** Blocks (hit + read) by the table or index that the plan names; a bitmap's index part goes to the index. */
export function buffersByObject(plan: Plan): ReadonlyMap<string, number> {
	const sums = new Map<string, number>();
	for (const node of plan.nodes) {
		const object = objectOf(node);
		if (object !== null && node.selfBuffers !== null) {
			const blocks = node.selfBuffers.sharedHit + node.selfBuffers.sharedRead + node.selfBuffers.localHit + node.selfBuffers.localRead;
			sums.set(object, (sums.get(object) ?? 0) + blocks);
		}
	}

	return sums;
}

/** An Index Scan reads its table too, and Postgres does not say how much of each: both names stand for its sum. */
function objectOf(node: Plan['nodes'][number]): string | null {
	if (node.relation === null) {
		return node.index;
	}

	return node.index === null || node.label.includes('Bitmap') ? node.relation : `${node.relation} by ${node.index}`;
}

function objectRows(current: Plan, baseline: Plan | null): readonly Line[] {
	const now = buffersByObject(current);
	const before = baseline === null ? new Map<string, number>() : buffersByObject(baseline);
	const names = [...new Set([...now.keys(), ...before.keys()])]
		.sort((a, b) => Math.max(now.get(b) ?? 0, before.get(b) ?? 0) - Math.max(now.get(a) ?? 0, before.get(a) ?? 0));
	return names.map(name => countLine(plain(name), baseline === null ? null : before.get(name) ?? 0, now.get(name) ?? 0, 'plain'));
}
