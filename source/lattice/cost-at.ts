import type {EntryCover} from './cover-entry.ts';
import {holds} from './interval.ts';
import type {Mask} from './mask.ts';

/** An entry's cost under one configuration of its relevant toggles; null where its cover does not say. */
export function costAt({boxes}: EntryCover, on: Mask): number | null {
	const box = boxes.find(candidate => holds(candidate, on));
	return box?.cells.find(cell => holds(cell, on))?.planned.cost ?? null;
}
