import {subtractBuffers, zeroBuffers} from '../plan/buffers.ts';
import type {Buffers, PlanNode} from '../plan/plan.ts';
import type {Figure, Figures} from './plan-diff.ts';

/** A value and how far it may be off; null where Postgres did not say. What is not in a plan is exactly 0. */
export type Reading = {readonly value: number; readonly low: number; readonly high: number} | null;

/** Half of the last digit that Postgres prints of a time, in ms. */
const halfDigitMs = 0.0005;
/** Sums of printed numbers are off by binary fractions of this order. */
const epsilon = 1e-6;
const nothing: Reading = {value: 0, low: 0, high: 0};

/** Blocks (8 kB) touched: dirtied and written shared ones were hit or read before. */
export function touchedBlocks(buffers: Buffers): number {
	return buffers.sharedHit + buffers.sharedRead + buffers.localHit + buffers.localRead + buffers.tempRead + buffers.tempWritten;
}

/** `undefined` is a side that is not there. */
export function compareReadings(before: Reading | undefined, after: Reading | undefined): Figure {
	const a = before === undefined ? nothing : before;
	const b = after === undefined ? nothing : after;
	const known = a !== null && b !== null;
	return {
		before: before?.value ?? null,
		after: after?.value ?? null,
		change: known ? b.value - a.value : null,
		rounding: known && a.low <= b.high + epsilon && b.low <= a.high + epsilon,
	};
}

export function exactly(value: number | null | undefined): Reading {
	return value == null || !Number.isFinite(value) ? null : {value, low: value, high: value};
}

/** A time that Postgres printed, in ms. */
export function printedMs(ms: number | null): Reading {
	return ms === null ? null : {value: ms, low: ms - halfDigitMs, high: ms + halfDigitMs};
}

function selfReading(node: PlanNode): Reading {
	const {selfMs, selfToleranceMs} = node;
	return selfMs === null ? null : {value: selfMs, low: selfMs - selfToleranceMs, high: selfMs + selfToleranceMs};
}

function rowsReading({rows: {actual, low, high}}: PlanNode): Reading {
	return actual === null ? null : {value: actual, low: low ?? actual, high: high ?? actual};
}

function blocksReading({selfBuffers}: PlanNode): Reading {
	return selfBuffers === null ? null : exactly(touchedBlocks(selfBuffers));
}

/** What a node took in both plans; null for the plan it is not in. */
export function compareFigures(before: PlanNode | null, after: PlanNode | null): Figures {
	const figure = (read: (node: PlanNode) => Reading) => compareReadings(
		before === null ? undefined : read(before),
		after === null ? undefined : read(after),
	);
	const buffersOf = (node: PlanNode | null) => node === null ? zeroBuffers : node.selfBuffers;
	const a = buffersOf(before);
	const b = buffersOf(after);
	return {
		selfMs: figure(selfReading),
		rows: figure(rowsReading),
		blocks: figure(blocksReading),
		buffers: a === null || b === null ? null : subtractBuffers(b, a),
	};
}
