import {bitAt, type Mask, positionsOf} from '../../lattice/mask.ts';
import type {CandidateLattice} from './candidate-lattice.ts';

/** Of what it saves beside the others, less than this share is left without a partner. */
const littleIsLeft = 0.5;

/** Those of a set without which one of them saves little of what it saves with all: they pay off together. */
export async function partnersOf({total, toggles}: Pick<CandidateLattice, 'total' | 'toggles'>, on: Mask, position: number): Promise<readonly string[]> {
	const bit = bitAt(position);
	const saves = await total(on & ~bit) - await total(on);
	const partners: string[] = [];
	for (const other of positionsOf(on & ~bit)) {
		const beside = on & ~bitAt(other);
		const alone = await total(beside & ~bit) - await total(beside);
		if (saves > 0 && alone < saves * littleIsLeft) {
			partners.push(toggles[other]?.key ?? '');
		}
	}

	return partners;
}
