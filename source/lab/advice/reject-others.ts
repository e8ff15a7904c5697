import {bitAt} from '../../lattice/mask.ts';
import {sizeOf} from '../../lattice/toggle.ts';
import type {Rejection} from './advice.ts';
import type {AdviseRequest} from './advise-request.ts';
import type {CandidateLattice} from './candidate-lattice.ts';
import type {Settled} from './settle.ts';

/** Why each candidate that a plan would read is not among the proposals, by its position; `dropped` has its reasons already. */
export async function rejectOthers({toggles, total}: Pick<CandidateLattice, 'toggles' | 'total'>, {settled: {round: {on}, sets}, dropped, request}: {
	readonly settled: {readonly round: Pick<Settled['round'], 'on'>; readonly sets: number};
	readonly dropped: ReadonlySet<string>;
	readonly request: Pick<AdviseRequest, 'within' | 'mostBytes' | 'mostIndexes'>;
}): Promise<ReadonlyMap<number, Rejection>> {
	const {within, mostBytes, mostIndexes} = request;
	const [now, cost] = [await total(0n), await total(on)];
	const reasons = new Map<number, Rejection>();
	for (const [at, toggle] of toggles.entries()) {
		if ((on & bitAt(at)) === 0n && !dropped.has(toggle.key)) {
			const grown = on | bitAt(at);
			const share = now > 0 ? Math.max(0, cost - await total(grown)) / now : 0;
			const {bytes, indexes} = sizeOf(grown, toggles);
			const fits = bytes <= (mostBytes ?? bytes) && indexes <= (mostIndexes ?? indexes);
			reasons.set(at, share > 0 && !fits
				? {kind: 'no room', share}
				: (share <= within || dropped.size === 0 ? {kind: 'saves less', share, than: within} : {kind: 'not measured', share, sets}));
		}
	}

	return reasons;
}
