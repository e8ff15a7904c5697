import {bitAt, type Mask, positionsOf} from '../../lattice/mask.ts';
import type {CandidateLattice} from './candidate-lattice.ts';

/** What paid off only together with something that went saves nothing any more. */
export async function withoutIdle({total}: Pick<CandidateLattice, 'total'>, on: Mask): Promise<Mask> {
	const cost = await total(on);
	for (const position of positionsOf(on)) {
		const fewer = on & ~bitAt(position);
		if (await total(fewer) <= cost) {
			return withoutIdle({total}, fewer);
		}
	}

	return on;
}
