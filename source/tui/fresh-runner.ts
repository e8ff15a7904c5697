import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {Runner} from './runner.ts';

/** What a flip meets when its index was dropped, or built, by others a moment ago: undefined_object, duplicate_table. */
const changedUnderneath: ReadonlySet<string | undefined> = new Set(['42704', '42P07']);

/**
 * A runner that asks first whether the indexes are still those on the screen. Where others have changed them the database is looked over,
 * and the screen, which is told so, asks anew: what was wanted was meant for other indexes.
 */
export function freshRunner(runner: Runner, lab: Pick<Laboratory, 'isOutdated' | 'lookAgain'>, lookedAgain: () => void): Runner {
	/** Whoever cannot be asked fails at the work itself, which tells why. */
	const lookedOver = async (): Promise<boolean> => {
		try {
			if (!await lab.isOutdated()) {
				return false;
			}

			await lab.lookAgain();
		} catch {
			return false;
		}

		lookedAgain();
		return true;
	};

	return {
		...runner,
		start(cancelled, id, work) {
			runner.start(cancelled, id, async signal => {
				if (!signal.aborted && await lookedOver()) {
					return;
				}

				const error = await work(signal);
				if (!signal.aborted && error instanceof PlanflipError && changedUnderneath.has(error.sqlState)) {
					await lookedOver();
				}
			});
		},
	};
}
