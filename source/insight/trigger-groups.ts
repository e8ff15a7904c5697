import {objectsAt, textAt} from '../plan/json-object.ts';
import type {PlanNode, Trigger} from '../plan/plan.ts';
import {referencingIndex} from './referencing-index.ts';
import {type Scene, shareOf} from './scene.ts';

/** A trigger, or the clones of one on the partitions of a table. */
export interface TriggerGroup {
	readonly name: string;
	readonly constraint: string | null;
	readonly calls: number;
	/** null when not timed. */
	readonly ms: number | null;
	/** The ModifyTable that fired it, when there is no doubt. */
	readonly node: PlanNode | null;
	/** It guards the referenced side of a foreign key: it looks for rows that refer to the one deleted or changed. */
	readonly referenced: boolean;
}

/** Share of the execution from which a trigger is worth a look (pev2's first colour). */
const worthALook = 0.1;
/** With an index one look at the referencing table takes some 0.01 to 0.05 ms; without, it is read from start to end. */
const slowCheckMs = 0.1;

function modifiersOf(scene: Scene, relations: ReadonlySet<string | null>): readonly PlanNode[] {
	const modifiers = scene.ran.filter(({nodeType}) => nodeType === 'ModifyTable');
	const onIt = modifiers.filter(({raw}) => [raw, ...objectsAt(raw, 'Target Tables')].some(target => relations.has(textAt(target, 'Relation Name'))));
	return onIt.length > 0 ? onIt : modifiers;
}

/**
 * RI_ConstraintTrigger_a_n acts for the referenced table, RI_ConstraintTrigger_c_n checks the referencing one (trigger.c). EXPLAIN's
 * text names the constraint only; but a DELETE needs no check of what its own row refers to.
 */
function guardsReferenced(name: string, modifiers: readonly PlanNode[]): boolean {
	return name.startsWith('RI_ConstraintTrigger_')
		? name.startsWith('RI_ConstraintTrigger_a_')
		: modifiers.length > 0 && modifiers.every(({raw}) => textAt(raw, 'Operation') === 'Delete');
}

/** The triggers that take a good part of the execution, those of a table's partitions as one. */
export function dearTriggers(scene: Scene): readonly TriggerGroup[] {
	const groups = new Map<string, Trigger[]>();
	for (const trigger of scene.plan.triggers) {
		const side = trigger.name.startsWith('RI_ConstraintTrigger_a_') ? 'a' : 'c';
		const key = trigger.constraint === null ? `trigger ${trigger.name}` : `constraint ${trigger.constraint} ${side}`;
		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, [trigger]);
		} else {
			group.push(trigger);
		}
	}

	return [...groups.values()].flatMap(members => members.slice(0, 1).map(({name, constraint}): TriggerGroup => {
		const modifiers = modifiersOf(scene, new Set(members.map(({relation}) => relation)));
		return {
			name,
			constraint,
			calls: members.reduce((sum, {calls}) => sum + calls, 0),
			ms: members.some(({ms}) => ms === null) ? null : members.reduce((sum, {ms}) => sum + (ms ?? 0), 0),
			node: modifiers.length === 1 ? modifiers[0] ?? null : null,
			referenced: constraint !== null && guardsReferenced(name, modifiers),
		};
	})).filter(({ms, calls}) => calls >= 0 && shareOf(scene, ms) >= worthALook);
}

/** True when looking for referring rows took too long for an index to have helped, and none is known that could have. */
export function lacksIndex(scene: Scene, {referenced, constraint, calls, ms}: TriggerGroup): boolean {
	return referenced && ms !== null && calls > 0 && ms / calls >= slowCheckMs && referencingIndex(scene, constraint).kind !== 'exists';
}
