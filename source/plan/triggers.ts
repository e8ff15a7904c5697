import {numberAt, objectsAt, textAt} from './json-object.ts';
import type {Ledger} from './ledger.ts';
import type {JsonObject, Trigger} from './plan.ts';
import type {PlanTree} from './plan-tree.ts';

/** More groups of triggers than this are chosen greedily: each one doubles the number of sets to try. */
const mostTried = 16;

/** A name and its triggers: the clones of one trigger on the partitions of a table fire at the same moment. */
interface Group {
	readonly ms: number;
	readonly members: readonly Trigger[];
}

function readTriggers(raw: JsonObject): readonly Trigger[] {
	return objectsAt(raw, 'Triggers').map(trigger => {
		const constraint = textAt(trigger, 'Constraint Name');
		return {
			name: textAt(trigger, 'Trigger Name') ?? constraint ?? '',
			relation: textAt(trigger, 'Relation'),
			constraint,
			calls: numberAt(trigger, 'Calls') ?? 0,
			ms: numberAt(trigger, 'Time'),
			// Constraint triggers are always AFTER triggers.
			when: constraint === null ? null : 'after',
		};
	});
}

/** ModifyTables that may have fired the trigger: those on its relation, else (a partition, a view) all there are. */
function modifiersOf(tree: PlanTree, modifiers: readonly number[], trigger: Trigger): readonly number[] {
	const onIt = modifiers.filter(node => {
		const raw = tree.raws[node] ?? {};
		return [raw, ...objectsAt(raw, 'Target Tables')].some(target => textAt(target, 'Relation Name') === trigger.relation);
	});
	return onIt.length > 0 ? onIt : modifiers;
}

function groupByName(triggers: readonly Trigger[]): readonly Group[] {
	const groups = new Map<string, Trigger[]>();
	for (const trigger of triggers) {
		const members = groups.get(trigger.name);
		if (members === undefined) {
			groups.set(trigger.name, [trigger]);
		} else {
			members.push(trigger);
		}
	}

	return [...groups.values()].map(members => ({members, ms: members.reduce((sum, {ms}) => sum + (ms ?? 0), 0)}));
}

/** The set with the largest sum that `roomMs` can hold. */
function fullestSet(groups: readonly Group[], roomMs: number): ReadonlySet<Group> {
	if (groups.length > mostTried) {
		let room = roomMs;
		return new Set([...groups].sort((a, b) => b.ms - a.ms).filter(({ms}) => {
			const fits = ms <= room;
			room -= fits ? ms : 0;
			return fits;
		}));
	}

	let best = 0;
	let bestSum = 0;
	for (let bits = 1; bits < 2 ** groups.length; bits++) {
		const sum = groups.reduce((total, {ms}, index) => (bits >> index & 1) === 1 ? total + ms : total, 0);
		if (sum <= roomMs && sum >= bestSum) {
			best = bits;
			bestSum = sum;
		}
	}

	return new Set(groups.filter((_, index) => (best >> index & 1) === 1));
}

/**
 * EXPLAIN lists triggers without saying when they fired. AFTER and constraint triggers run after the root, only inside Execution
 * Time; BEFORE and INSTEAD OF ones inside the ModifyTable. So the AFTER set is the one that fills what Execution Time has beside
 * the root (`besideRootMs`, null when there is no Execution Time); the others are taken out of their ModifyTable.
 */
export function attributeTriggers(tree: PlanTree, ledger: Ledger, raw: JsonObject, besideRootMs: number | null): readonly Trigger[] {
	const triggers = readTriggers(raw);
	if (triggers.length === 0 || ledger.measured !== 'times') {
		return triggers;
	}

	const modifiers = tree.types.flatMap((type, node) => type === 'ModifyTable' ? [node] : []);
	const hasRoom = (node: number, ms: number) => (ledger.selfMs[node] ?? 0) + (ledger.toleranceMs[node] ?? 0) >= ms;
	const payerOf = (trigger: Trigger) => modifiersOf(tree, modifiers, trigger).find(node => hasRoom(node, trigger.ms ?? 0));
	const mayBeBefore = (trigger: Trigger) => trigger.constraint === null && trigger.ms !== null && payerOf(trigger) !== undefined;
	const open = triggers.filter(mayBeBefore);
	if (besideRootMs === null) {
		for (const node of open.flatMap(trigger => modifiersOf(tree, modifiers, trigger))) {
			ledger.unknownMs[node] = 1;
		}

		return triggers.map(trigger => open.includes(trigger) ? trigger : {...trigger, when: 'after'});
	}

	const surelyAfter = triggers.reduce((sum, trigger) => open.includes(trigger) ? sum : sum + (trigger.ms ?? 0), 0);
	const rounding = (ledger.roundingMs[0] ?? 0) + 0.0005 * (triggers.length + 2);
	const after = fullestSet(groupByName(open), besideRootMs - surelyAfter + rounding);
	const before = new Set(groupByName(open).flatMap(({members}) => members));
	for (const {members} of after) {
		for (const member of members) {
			before.delete(member);
		}
	}

	return triggers.map(trigger => {
		const payer = before.has(trigger) ? payerOf(trigger) : undefined;
		if (payer === undefined) {
			return {...trigger, when: 'after'};
		}

		ledger.selfMs[payer] = (ledger.selfMs[payer] ?? 0) - (trigger.ms ?? 0);
		ledger.toleranceMs[payer] = (ledger.toleranceMs[payer] ?? 0) + 0.0005;
		return {...trigger, when: 'before'};
	});
}
