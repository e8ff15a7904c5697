import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Plan} from '../plan/plan.ts';
import type {IndexUniverse} from './index-universe.ts';

/**
 * A unique index that is switched off takes a proof with it: the planner no longer leaves out a LEFT JOIN to its table, and
 * ON CONFLICT has nothing to rest on. Such a plan differs by more than an access path, which is worth saying.
 */
export function lostUniqueness({indexes}: IndexUniverse, {on}: IndexConfiguration, plan: Plan): readonly string[] {
	const tables = new Set(plan.nodes.map(({relation}) => relation));
	return indexes
		.filter(index => index.built && index.unique && index.valid && !on.has(index.key) && tables.has(index.table))
		.map(index => `${index.key} is unique and switched off: what the planner concludes from that (joins left out, one row at most) goes with it`);
}
