import type {Plan} from '../plan/plan.ts';
import {type Matching, nearestPaired} from './matching.ts';

/** What a node is recognised by; null when it has nothing of the kind. */
export type Key = (id: number) => string | null;

interface Bucket {
	readonly before: number[];
	readonly after: number[];
}

function bucketsOf(matching: Matching, keyBefore: Key, keyAfter: Key): readonly Bucket[] {
	const buckets = new Map<string, Bucket>();
	const put = (side: keyof Bucket, partners: Int32Array, keyOf: Key) => {
		for (let id = 0; id < partners.length; id++) {
			const key = partners[id] === -1 ? keyOf(id) : null;
			if (key !== null) {
				const bucket = buckets.get(key) ?? {before: [], after: []};
				bucket[side].push(id);
				buckets.set(key, bucket);
			}
		}
	};

	put('before', matching.ofBefore, keyBefore);
	put('after', matching.ofAfter, keyAfter);
	return [...buckets.values()].filter(({before, after}) => before.length > 0 && after.length > 0);
}

/** Pairs the first with the first, the second with the second: in the order of the plans. */
function zip(matching: Matching, {before, after}: Bucket): void {
	for (let index = 0; index < Math.min(before.length, after.length); index++) {
		matching.pair(before[index] ?? 0, after[index] ?? 0);
	}
}

/**
 * Pairs nodes with equal keys that have no partner yet. What is unique in both plans goes first; then, among several, those
 * whose nearest paired ancestors are each other's; then the rest in the order of the plans. Nothing depends on which plan is
 * first, so the other way round the same nodes are paired.
 */
export function matchByKey(matching: Matching, before: Plan, after: Plan, keyBefore: Key, keyAfter: Key): void {
	const ambiguous: Bucket[] = [];
	for (const bucket of bucketsOf(matching, keyBefore, keyAfter)) {
		if (bucket.before.length === 1 && bucket.after.length === 1) {
			zip(matching, bucket);
		} else {
			ambiguous.push(bucket);
		}
	}

	if (ambiguous.length === 0) {
		return;
	}

	const nearestBefore = nearestPaired(before, matching.ofBefore);
	const nearestAfter = nearestPaired(after, matching.ofAfter);
	for (const bucket of ambiguous) {
		const places = new Map<number, Bucket>();
		const at = (place: number) => places.get(place) ?? places.set(place, {before: [], after: []}).get(place);
		for (const id of bucket.before) {
			at(nearestBefore[id] ?? -1)?.before.push(id);
		}

		for (const id of bucket.after) {
			at(matching.ofAfter[nearestAfter[id] ?? -1] ?? -1)?.after.push(id);
		}

		for (const place of places.values()) {
			zip(matching, place);
		}

		zip(matching, {
			before: bucket.before.filter(id => matching.ofBefore[id] === -1),
			after: bucket.after.filter(id => matching.ofAfter[id] === -1),
		});
	}
}
