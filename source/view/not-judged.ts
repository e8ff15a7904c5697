import {bitAt, type Mask, unionOf} from '../lattice/mask.ts';
import type {Combinations} from './combinations.ts';

/** Indexes whose tables are named by entries that could not be looked at: nobody knows what those would pay without them. */
export function notJudged(some: Mask, {lattice: {toggles}, unasked}: Pick<Combinations, 'lattice' | 'unasked'>): Mask {
	return some & unionOf(toggles.flatMap(({key}, at) => unasked.has(key) ? [bitAt(at)] : []));
}

/** `18 of 41 entries were not looked at`: queries, and statements of operations. */
export function notLookedAt({entries, failed}: Pick<Combinations, 'entries' | 'failed'>): string {
	return `${failed.length} of ${entries.length + failed.length} entries ${failed.length === 1 ? 'was' : 'were'} not looked at`;
}
