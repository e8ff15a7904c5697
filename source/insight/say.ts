import type {PlanNode} from '../plan/plan.ts';
import {clip} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount, formatPercent} from '../text/quantity.ts';
import {type Scene, shareOf} from './scene.ts';

/** Cells that a name may take of a title. */
const nameWidth = 24;
/** Cells that a condition may take of a sentence. */
const conditionWidth = 100;

/** A stranger's name, short enough for a title. */
export function shortName(name: string): string {
	return clip(sanitise(name, {maxLength: 200}), nameWidth);
}

/** The table (or function, or CTE) that the node reads, for a title; its label when it reads none. */
export function subjectOf(node: PlanNode): string {
	return shortName(node.relation ?? node.alias ?? node.label);
}

/** `Seq Scan on orders`. */
export function nameOf(node: PlanNode): string {
	const on = node.relation ?? node.index ?? node.alias;
	return on === null ? sanitise(node.label, {maxLength: 60}) : `${sanitise(node.label, {maxLength: 60})} on ${shortName(on)}`;
}

/** A condition as Postgres printed it, cut where it grows long. */
export function shortCondition(condition: string): string {
	return clip(sanitise(condition, {maxLength: 400}), conditionWidth);
}

/** `, 92.5 ms of 107 ms (87 %)`; nothing when it was not timed. */
export function timeClause(scene: Scene, ms: number | null): string {
	return ms === null || scene.wholeMs === null
		? ''
		: `, ${formatMs(ms)} of ${formatMs(scene.wholeMs)} (${formatPercent(shareOf(scene, ms))})`;
}

/** `1 row`, `2,700 rows`. */
export function countText(count: number, noun: string): string {
	return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
