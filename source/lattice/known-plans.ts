import type {Mask} from './mask.ts';
import type {Planned, PlanUnder} from './planned.ts';

/** Each configuration of an entry's own toggles is planned once. */
export interface KnownPlans {
	readonly plan: (on: Mask) => Promise<Planned>;
	/** What was planned so far. */
	readonly answered: ReadonlyMap<Mask, Planned>;
	/** EXPLAINs so far. */
	readonly explained: () => number;
}

export interface KnownEnds {
	readonly top: Planned;
	readonly bottom: Planned;
	/** Toggles of tables that the entry reads; the others are nothing to it. */
	readonly relevant: Mask;
}

export function knownPlans(planUnder: PlanUnder, {top, bottom, relevant}: KnownEnds): KnownPlans {
	const answered = new Map<Mask, Planned>([[relevant, top], [0n, bottom]]);
	const asked = new Map<Mask, Promise<Planned>>();
	let explained = 2;
	const ask = async (on: Mask): Promise<Planned> => {
		explained++;
		try {
			const planned = await planUnder(on, relevant);
			answered.set(on, planned);
			return planned;
		} finally {
			// What was stopped or refused now may be answered later.
			asked.delete(on);
		}
	};

	return {
		answered,
		explained: () => explained,
		async plan(on) {
			const known = answered.get(on);
			if (known !== undefined) {
				return known;
			}

			const answer = asked.get(on) ?? ask(on);
			asked.set(on, answer);
			return answer;
		},
	};
}
