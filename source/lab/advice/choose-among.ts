import {bitAt, type Mask, positionsOf, unionOf} from '../../lattice/mask.ts';
import type {Planned} from '../../lattice/planned.ts';
import type {CandidateLattice} from './candidate-lattice.ts';
import {type Bounds, chooseSet} from './choose-set.ts';
import {combine, type WeighedSubject} from './planner.ts';

/** The set to be chosen when only these toggles are left; what is known of all of them answers, and hardly anything is planned anew. */
export async function chooseAmong({entries, toggles}: CandidateLattice, subjects: readonly WeighedSubject[], among: Mask, bounds: Bounds): Promise<Mask> {
	const places = positionsOf(among);
	const wide = (on: Mask) => unionOf(positionsOf(on).map(at => bitAt(places[at] ?? 0)));
	const narrow = (on: Mask) => unionOf(places.flatMap((place, at) => (on & bitAt(place)) === 0n ? [] : [bitAt(at)]));
	const narrowed = (planned: Planned): Planned => ({...planned, uses: narrow(planned.uses), reads: narrow(planned.reads)});
	const lattices = new Map(subjects.map(({subject}, at) => [subject, entries[at]?.lattice]));
	const left = places.flatMap(place => toggles[place] ?? []);
	const known = await combine({
		under: subject => async on => {
			const answer = await lattices.get(subject)?.ask(wide(on));
			return narrowed(answer?.planned ?? {fingerprint: '', cost: 0, uses: 0n, reads: 0n, genetic: false});
		},
	}, subjects, left, bounds.signal);
	const {on} = await chooseSet(known, left, bounds);
	return wide(on);
}
