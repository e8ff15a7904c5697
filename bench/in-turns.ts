import {median} from '../source/statistics/median.ts';

/**
 * The medians of several things measured in turns, forwards and backwards: what the machine does beside falls on all alike.
 * Each function measures itself once and returns ms. The first turns warm up (V8 compiles what runs often), and are thrown away.
 */
export async function inTurns<Name extends string>(turns: number, things: Readonly<Record<Name, () => number | Promise<number>>>, warmUp = 1): Promise<Record<Name, number>> {
	const names = Object.keys(things) as Name[];
	const taken = new Map<Name, number[]>(names.map(name => [name, []]));
	for (let turn = -warmUp; turn < turns; turn++) {
		for (const name of turn % 2 === 0 ? names : names.toReversed()) {
			const ms = await things[name]();
			if (turn >= 0) {
				taken.get(name)?.push(ms);
			}
		}
	}

	return Object.fromEntries(names.map(name => [name, median(taken.get(name) ?? [])])) as Record<Name, number>;
}

/** How long it takes, in ms. */
export async function timed(work: () => unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
