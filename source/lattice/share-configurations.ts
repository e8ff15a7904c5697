import {countOn, type Mask} from './mask.ts';

/** Exactly these of the toggles that matter are on; the others are nothing to whoever asks. */
export interface Wanted {
	readonly on: Mask;
	readonly matters: Mask;
}

/** One configuration, and whom it answers. */
export interface Shared<W extends Wanted> {
	readonly on: Mask;
	readonly answers: readonly W[];
}

interface Joint<W> {
	on: Mask;
	matters: Mask;
	readonly answers: W[];
}

/**
 * Few configurations that answer all: what asks about other tables, or wants the same of theirs, has one together. Neighbours have much in
 * common, and what matters to nobody is as it was before, so that little is switched between them.
 */
export function shareConfigurations<W extends Wanted>(wanted: readonly W[], all: Mask): ReadonlyArray<Shared<W>> {
	const joints: Array<Joint<W>> = [];
	// Who minds most first: the others find a place beside them.
	for (const one of wanted.toSorted((a, b) => countOn(b.matters) - countOn(a.matters))) {
		const joint = joints.find(({on, matters}) => ((on ^ one.on) & matters & one.matters) === 0n);
		if (joint === undefined) {
			joints.push({...one, answers: [one]});
		} else {
			joint.on |= one.on & one.matters;
			joint.matters |= one.matters;
			joint.answers.push(one);
		}
	}

	let before = all;
	return joints
		.map(joint => ({...joint, filled: joint.on | (all & ~joint.matters)}))
		.toSorted((a, b) => a.filled < b.filled ? 1 : Number(a.filled > b.filled) * -1)
		.map(({on, matters, answers}) => {
			before = (on & matters) | (before & ~matters);
			return {on: before, answers};
		});
}
