/** A set of toggles: bit n stands for the nth of them. A table may have more than an ordinary number has bits. */
export type Mask = bigint;

export function bitAt(position: number): Mask {
	return 1n << BigInt(position);
}

/** The first `count` toggles, all on. */
export function allOf(count: number): Mask {
	return bitAt(count) - 1n;
}

/** Positions of what is on, ascending. */
export function positionsOf(mask: Mask): readonly number[] {
	const digits = mask.toString(2);
	const positions: number[] = [];
	for (let at = digits.length - 1; at >= 0; at--) {
		if (digits[at] === '1') {
			positions.push(digits.length - 1 - at);
		}
	}

	return positions;
}

export function countOn(mask: Mask): number {
	return positionsOf(mask).length;
}

export function isWithin(part: Mask, whole: Mask): boolean {
	return (part & ~whole) === 0n;
}

export function unionOf(masks: Iterable<Mask>): Mask {
	let union = 0n;
	for (const mask of masks) {
		union |= mask;
	}

	return union;
}
