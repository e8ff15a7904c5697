/** A source of chance that always falls the same way for the same key. */
export interface Dice {
	/** A whole number from 0 to 2^32 - 1. */
	next(): number;
	/** A whole number from 0 to n - 1. */
	below(n: number): number;
	pick<T>(values: readonly [T, ...T[]]): T;
	/** A version 4 UUID. */
	uuid(): string;
}

const hexBytes = Array.from({length: 256}, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Dice for one row: seed, table and row number are the whole key, so any row can be made alone, in any order, and a
 * child can tell its parent's id. The generator is sfc32 (PractRand's small fast counter): 32-bit integer operations
 * only, thus the same on every machine, and cheap enough for a million rows.
 */
export function diceFor(seed: number, table: number, row: number): Dice {
	let a = seed | 0;
	let b = table | 0;
	let c = row | 0;
	let counter = Math.trunc(seed / 2 ** 32) + 1 | 0;
	const next = () => {
		const sum = (a + b | 0) + counter | 0;
		counter = counter + 1 | 0;
		a = b ^ b >>> 9;
		b = c + (c << 3) | 0;
		c = (c << 21 | c >>> 11) + sum | 0;
		return sum >>> 0;
	};

	// Keys that differ by one bit need about a dozen rounds before nothing of that is left to see.
	for (let round = 0; round < 15; round++) {
		next();
	}

	const below = (n: number) => Math.floor(next() / 2 ** 32 * n);
	return {
		next,
		below,
		pick: values => values[below(values.length)] ?? values[0],
		uuid: () => {
			const [first, second, third, fourth] = [next(), next(), next(), next()];
			return `${hex(first >>> 16)}${hex(first)}-${hex(second >>> 16)}-${hex(second & 0x0f_ff | 0x40_00)}-${
				hex(third >>> 16 & 0x3f_ff | 0x80_00)}-${hex(third)}${hex(fourth >>> 16)}${hex(fourth)}`;
		},
	};
}

/** A die with uneven sides: `{good: 80, warning: 15, error: 5}` shows good in 80 of 100 throws. Weights are whole numbers. */
export function loaded(weights: Readonly<Record<string, number>>): (dice: Dice) => string {
	const sides = Object.entries(weights).flatMap(([value, weight]) => Array.from({length: weight}, () => value));
	return dice => sides[dice.below(sides.length)] ?? '';
}

function hex(word: number): string {
	return `${hexBytes[word >>> 8 & 0xff] ?? ''}${hexBytes[word & 0xff] ?? ''}`;
}
