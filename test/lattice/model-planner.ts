import {allOf, isWithin, type Mask, positionsOf} from '../../source/lattice/mask.ts';
import type {Planned, PlanUnder} from '../../source/lattice/planned.ts';

/** A way to the answer: what it reads must be there. */
export interface Way {
	readonly uses: Mask;
	readonly cost: number;
}

/** A planner that takes the cheapest of some ways, and counts how often it is asked. */
export interface ModelPlanner {
	readonly plan: PlanUnder;
	readonly asked: Mask[];
}

/** `speak` changes what it would do: a planner that sees more than the indexes it reads. */
export function modelPlanner(ways: readonly Way[], reads: Mask, speak: (on: Mask, ways: readonly Way[]) => readonly Way[] = (_, same) => same): ModelPlanner {
	const asked: Mask[] = [];
	return {
		asked,
		async plan(on) {
			await Promise.resolve();
			asked.push(on);
			const [best] = speak(on, ways).filter(({uses}) => isWithin(uses, on)).toSorted((a, b) => a.cost - b.cost);
			if (best === undefined) {
				throw new Error('no way without an index');
			}

			return {fingerprint: `${best.uses} ${ways.findIndex(({uses}) => uses === best.uses)}`, cost: best.cost, uses: best.uses, reads, genetic: false};
		},
	};
}

/** Ways that need up to three of the toggles, the one without any the dearest. */
export function randomWays(random: () => number, toggles: number): readonly Way[] {
	const some = Array.from({length: 3 + Math.floor(random() * 12)}, () => {
		let uses = 0n;
		for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
			uses |= 1n << BigInt(Math.floor(random() * toggles));
		}

		return {uses, cost: 1 + Math.floor(random() * 100_000) / 100};
	});
	return [{uses: 0n, cost: 2000}, ...some];
}

export function everyMask(toggles: number): readonly Mask[] {
	return Array.from({length: 2 ** toggles}, (_, mask) => BigInt(mask));
}

/** The value by its definition: the mean, over all sets without the toggle, of what its coming saves. */
export function shapleyByDefinition(toggles: number, costs: ReadonlyMap<Mask, Planned>): readonly number[] {
	const factorial = (of: number): number => of <= 1 ? 1 : of * factorial(of - 1);
	return positionsOf(allOf(toggles)).map(position => {
		const bit = 1n << BigInt(position);
		let sum = 0;
		for (const [mask, {cost}] of costs) {
			if ((mask & bit) === 0n) {
				const size = positionsOf(mask).length;
				sum += factorial(size) * factorial(toggles - size - 1) / factorial(toggles) * (cost - (costs.get(mask | bit)?.cost ?? Number.NaN));
			}
		}

		return sum;
	});
}
