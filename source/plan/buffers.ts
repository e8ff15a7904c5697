import type {Buffers} from './plan.ts';

/** No blocks at all. */
export const zeroBuffers: Buffers = Object.freeze({
	sharedHit: 0,
	sharedRead: 0,
	sharedDirtied: 0,
	sharedWritten: 0,
	localHit: 0,
	localRead: 0,
	localDirtied: 0,
	localWritten: 0,
	tempRead: 0,
	tempWritten: 0,
});

function combine(a: Buffers, b: Buffers, sign: 1 | -1): Buffers {
	return {
		sharedHit: a.sharedHit + sign * b.sharedHit,
		sharedRead: a.sharedRead + sign * b.sharedRead,
		sharedDirtied: a.sharedDirtied + sign * b.sharedDirtied,
		sharedWritten: a.sharedWritten + sign * b.sharedWritten,
		localHit: a.localHit + sign * b.localHit,
		localRead: a.localRead + sign * b.localRead,
		localDirtied: a.localDirtied + sign * b.localDirtied,
		localWritten: a.localWritten + sign * b.localWritten,
		tempRead: a.tempRead + sign * b.tempRead,
		tempWritten: a.tempWritten + sign * b.tempWritten,
	};
}

/** a + b, counter by counter. */
export function addBuffers(a: Buffers, b: Buffers): Buffers {
	return combine(a, b, 1);
}

/** a - b, counter by counter; may be negative. */
export function subtractBuffers(a: Buffers, b: Buffers): Buffers {
	return combine(a, b, -1);
}

/** The sum over all; nulls (not measured) count as nothing, and only nulls make null. */
export function sumBuffers(all: Iterable<Buffers | null>): Buffers | null {
	let sum: Buffers | null = null;
	for (const buffers of all) {
		if (buffers !== null) {
			sum = sum === null ? buffers : addBuffers(sum, buffers);
		}
	}

	return sum;
}
