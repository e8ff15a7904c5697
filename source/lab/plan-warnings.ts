import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {lostUniqueness} from '../experiment/lost-uniqueness.ts';
import {calledNames, sideEffectWarnings, volatileAmong, writesOf} from '../experiment/side-effects.ts';
import type {Plan} from '../plan/plan.ts';
import type {Bench} from './bench.ts';

/** What executing a plan does besides answering, in sentences; asked before it happens. */
export type PlanWarnings = (plan: Plan, configuration: IndexConfiguration) => Promise<readonly string[]>;

/** The server is asked once about each function's name. */
export function planWarnings(bench: Bench): PlanWarnings {
	const volatile = new Map<string, boolean>();
	return async (plan, configuration) => {
		const names = [...calledNames(plan)];
		const asked = names.filter(each => !volatile.has(each));
		const found = new Set(await volatileAmong(bench.session, asked));
		for (const each of asked) {
			volatile.set(each, found.has(each));
		}

		// Elsewhere what writes is not executed.
		const writes = bench.rung.number === 1 ? writesOf(plan) : [];
		return [...sideEffectWarnings(writes, names.filter(each => volatile.get(each) === true)), ...lostUniqueness(bench.universe, configuration, plan)];
	};
}
