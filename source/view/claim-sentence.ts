import type {Claim} from '../lattice/parts.ts';

/** How far what is called smallest and cheapest is proved; `what`: whose combinations they were. */
export function claimSentence(claim: Claim, what: string): string {
	return claim === 'every combination'
		? `Smallest and cheapest are so among all combinations of the ${what}.`
		: `There were too many combinations of the ${what}: those of each table were looked at with all others on, and sets were put together from them. Smaller ones may exist.`;
}
