import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import type {TryTools} from '../try-entry.ts';
import type {Rejection} from './advice.ts';
import type {AdviseRequest} from './advise-request.ts';
import type {Writer} from './judge-writes.ts';
import type {RoundGrounds} from './round.ts';

/** What settling a set of proposals stands on. */
export interface SettleGrounds extends RoundGrounds {
	readonly tools: TryTools;
	readonly request: AdviseRequest;
	readonly writers: readonly Writer[];
	/** Why a set cannot be executed here, or is not to be; null when it is. */
	readonly whyNotMeasured: (set: IndexConfiguration) => string | null;
	readonly reject: (index: UniverseIndex, because: Rejection) => void;
}
