import {LockBusyError} from '../../experiment/lock-busy.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {type WorkloadLattice, workloadLattice} from '../../lattice/workload-lattice.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';
import type {Found} from './find-all.ts';
import {failed} from './survey.ts';

/** An entry that fails while the choices are planned is left out, and the others are looked at again. */
export async function * lookAtAll(given: readonly Found[], toggles: readonly Toggle[], {wishes, each = null, signal}: CombineRequest): AsyncGenerator<CombineEvent, {readonly found: readonly Found[]; readonly lattice: WorkloadLattice}, void> {
	let found = given;
	for (;;) {
		yield {kind: 'step', title: 'Looking for the smallest sets', fraction: null};
		const broken = new Map<string, unknown>();
		const entries = found.map(({entry}): WorkloadEntry => ({
			...entry,
			lattice: {
				...entry.lattice,
				async check(on) {
					try {
						return await onceMore(async () => entry.lattice.check(on));
					} catch (error) {
						broken.set(entry.name, error);
						throw error;
					}
				},
			},
		}));
		try {
			return {found, lattice: await workloadLattice(entries, toggles, wishes, each)};
		} catch (error) {
			if (broken.size === 0) {
				throw error;
			}

			for (const {surveyed: {entry}} of found) {
				if (broken.has(entry.name)) {
					yield * failed(entry, broken.get(entry.name), signal);
				}
			}

			found = found.filter(({entry}) => !broken.has(entry.name));
			if (found.length === 0) {
				throw error;
			}
		}
	}
}

/** Whoever held the lock may be done by now. */
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof LockBusyError) {
			return work();
		}

		throw error;
	}
}
