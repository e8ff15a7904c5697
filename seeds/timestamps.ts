import type {Dice} from './dice.ts';

/** Everything in the data happened before this; the clock is never read, so the rows do not change from day to day. */
export const refDate = new Date('2025-06-01T00:00:00.000Z');

const day = 86_400_000;

/** A timestamp as Postgres reads it: `2025-05-31 09:00:00.000`. */
export function timestamp(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace('T', ' ').slice(0, 23);
}

/** Created some time in two years, updated since: nearly half of all rows in the last tenth of the time they exist. */
export function lifetime(dice: Dice): {readonly created: string; readonly updated: string} {
	const age = (1 + dice.below(730)) * day + dice.below(day);
	// Multiplied out: how ** rounds is left to each engine.
	const share = dice.next() / 2 ** 32;
	const untouched = age * (share * share * share);
	return {
		created: timestamp(refDate.getTime() - age),
		updated: timestamp(refDate.getTime() - Math.floor(untouched)),
	};
}
