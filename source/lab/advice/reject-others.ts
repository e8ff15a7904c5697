import {bitAt, type Mask} from '../../lattice/mask.ts';
import {sizeOf} from '../../lattice/toggle.ts';
import type {Rejection} from './advice.ts';
import type {AdviseRequest} from './advise-request.ts';
import type {CandidateLattice} from './candidate-lattice.ts';
import {partnersOf} from './partners-of.ts';

/** Why each candidate that a plan would read is not among the proposals, by its position; `dropped` has its reasons already. */
export async function rejectOthers({toggles, total}: Pick<CandidateLattice, 'toggles' | 'total'>, {on, sets, dropped, unbounded, request}: {
	readonly on: Mask;
	readonly sets: number;
	readonly dropped: Mask;
	/** What would be chosen if there were no limits. */
	readonly unbounded: Mask;
	readonly request: Pick<AdviseRequest, 'within' | 'mostBytes' | 'mostIndexes'>;
}): Promise<ReadonlyMap<number, Rejection>> {
	const {within, mostBytes, mostIndexes} = request;
	const [now, cost] = [await total(0n), await total(on)];
	const limits = [...(mostBytes === null ? [] : ['--max-size']), ...(mostIndexes === null ? [] : ['--max-indexes'])];
	const reasons = new Map<number, Rejection>();
	for (const at of toggles.keys()) {
		if (((on | dropped) & bitAt(at)) === 0n) {
			const grown = on | bitAt(at);
			const share = now > 0 ? Math.max(0, cost - await total(grown)) / now : 0;
			const {bytes, indexes} = sizeOf(grown, toggles);
			const fits = bytes <= (mostBytes ?? bytes) && indexes <= (mostIndexes ?? indexes);
			if (limits.length > 0 && (unbounded & bitAt(at)) !== 0n && (share === 0 || !fits)) {
				const saves = await total(unbounded & ~bitAt(at)) - await total(unbounded);
				reasons.set(at, {kind: 'no room', share: share > 0 || now <= 0 ? share : saves / now, together: share > 0 ? [] : await partnersOf({total, toggles}, unbounded, at), limits});
				continue;
			}

			reasons.set(at, share > 0 && !fits
				? {kind: 'no room', share, together: [], limits}
				: (share <= within || dropped === 0n ? {kind: 'saves less', share, than: within} : {kind: 'not measured', share, sets}));
		}
	}

	return reasons;
}
