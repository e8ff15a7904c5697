import type {Plan} from '../plan/plan.ts';
import {describeChange} from './describe-change.ts';
import {compareReadings, exactly, printedMs, touchedBlocks} from './figures.ts';
import {findMoves, keepsParent} from './find-moves.ts';
import {matchNodes} from './match-nodes.ts';
import {mergeTrees} from './merge-trees.ts';
import type {DiffNode, OutsideChange, PlanDiff} from './plan-diff.ts';
import {isVerbose, readTraits, type Traits, withoutQualifiers, wordingOf} from './read-traits.ts';
import {finish, mapInSteps, type Steps} from './steps.ts';

/** What both plans' nodes are, in words that can be compared: only VERBOSE names each column with its table. */
function* readBothTraits(before: Plan, after: Plan): Steps<readonly [readonly Traits[], readonly Traits[]]> {
	const sameWords = isVerbose(before) === isVerbose(after);
	const read = (plan: Plan) => {
		const wording = wordingOf(plan);
		return mapInSteps(plan.nodes, node => readTraits(node, sameWords ? wording : text => withoutQualifiers(wording(text))));
	};

	return [yield* read(before), yield* read(after)];
}

/** Triggers and the like, paired by what they are; several of one name in their order. */
function compareOutside(before: Plan, after: Plan): readonly OutsideChange[] {
	const number = (plan: Plan) => {
		const seen = new Map<string, number>();
		return new Map(plan.outside.map(({what, ms}) => {
			const count = (seen.get(what) ?? 0) + 1;
			seen.set(what, count);
			return [`${what}\n${count}`, {what, ms}] as const;
		}));
	};

	const rowsBefore = number(before);
	const rowsAfter = number(after);
	return [...new Set([...rowsAfter.keys(), ...rowsBefore.keys()])].map(key => {
		const a = rowsBefore.get(key);
		const b = rowsAfter.get(key);
		return {what: (a ?? b)?.what ?? '', ms: compareReadings(a === undefined ? undefined : printedMs(a.ms), b === undefined ? undefined : printedMs(b.ms))};
	});
}

function blocksOf(plan: Plan): number | null {
	const buffers = plan.nodes[0]?.inclusiveBuffers ?? null;
	return buffers === null ? null : touchedBlocks(buffers);
}

function currencyOf(before: Plan, after: Plan): PlanDiff['currency'] {
	if (before.measured === 'times' && after.measured === 'times') {
		return 'ms';
	}

	return blocksOf(before) !== null && blocksOf(after) !== null ? 'blocks' : 'nothing';
}

function rankBiggest(nodes: readonly DiffNode[], currency: PlanDiff['currency']): readonly number[] {
	const blocks = ({figures}: DiffNode) => Math.abs(figures.blocks.change ?? 0);
	// A node that does not say when all others do is no reason to hide what it took in blocks.
	const ms = ({figures}: DiffNode) => currency === 'ms' && !figures.selfMs.rounding ? Math.abs(figures.selfMs.change ?? 0) : 0;
	return nodes
		.filter(node => node.kind !== 'matched' || ms(node) > 0 || blocks(node) > 0)
		.sort((a, b) => ms(b) - ms(a) || blocks(b) - blocks(a) || a.id - b.id)
		.map(({id}) => id);
}

/**
 * Compares two plans node by node. Nearly linear in the number of nodes, and without recursion. The other way round it gives the
 * same pairs with the opposite changes; of a plan and itself, no changes.
 */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
	return finish(diffSteps(before, after));
}

/** The same, a little at a time. */
export function* diffSteps(before: Plan, after: Plan): Steps<PlanDiff> {
	const [traitsBefore, traitsAfter] = yield* readBothTraits(before, after);
	const matching = yield* matchNodes(before, after, traitsBefore, traitsAfter);
	yield;
	const compared = {before, after, traitsBefore, traitsAfter, moves: findMoves(before, after, matching)};
	yield;
	const seats = mergeTrees(before, after, matching, keepsParent(before, after, matching));
	yield;
	const described = yield* mapInSteps(seats, seat => describeChange(compared, seat));
	const nodes = described.filter(node => node !== null);
	const currency = currencyOf(before, after);
	return {
		kind: 'PlanDiff',
		before,
		after,
		nodes,
		outside: compareOutside(before, after),
		totals: {
			planningMs: compareReadings(printedMs(before.totals.planningMs), printedMs(after.totals.planningMs)),
			executionMs: compareReadings(printedMs(before.totals.executionMs), printedMs(after.totals.executionMs)),
			rootMs: compareReadings(printedMs(before.totals.rootMs), printedMs(after.totals.rootMs)),
			blocks: compareReadings(exactly(blocksOf(before)), exactly(blocksOf(after))),
		},
		currency,
		biggest: rankBiggest(nodes, currency),
	};
}
