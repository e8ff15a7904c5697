import type {Laboratory} from '../lab/laboratory.ts';
import type {Surroundings} from './state.ts';

/** The laboratory as it is at this moment. */
export function surroundingsOf(lab: Laboratory): Surroundings {
	return {
		label: lab.label,
		ground: lab.ground,
		facts: lab.facts,
		catalog: lab.catalog,
		tables: lab.tables,
		universe: lab.universe(),
		rung: lab.rung(),
		waysUp: lab.waysUp(),
		canAskToBlock: lab.canAskToBlock(),
	};
}
