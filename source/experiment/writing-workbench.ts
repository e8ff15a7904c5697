import type {Plan} from '../plan/plan.ts';
import {NotExecutedHere} from './not-executed-here.ts';
import {writesOf} from './side-effects.ts';
import type {Subject} from './run.ts';
import type {Rung} from './rung.ts';
import type {Workbench} from './workbench.ts';

/**
 * The workbench on which a statement with this plan is executed: its own, read-only one, or, for what says in its plan that it
 * writes or locks rows, one that takes back each execution. What writes unsaid (a function, CREATE TABLE AS) stays read-only.
 * @throws NotExecutedHere where others depend on the database.
 */
export function writingWorkbench({workbench, rung, subject}: {readonly workbench: Workbench; readonly rung: Rung; readonly subject: Subject}, plan: Plan): Workbench {
	const writes = writesOf(plan);
	if (writes.length === 0) {
		return workbench;
	}

	if (rung.number !== 1) {
		throw new NotExecutedHere('permission', {
			message: `this statement writes or locks rows (${writes.join(', ')}): planflip executes it only in a database that nobody else depends on`,
			where: `${subject.file}:${subject.line}`,
			hint: 'Try it in a copy marked --disposable, or in the embedded database: there it is executed inside a transaction and rolled back each time.',
		});
	}

	return {
		...workbench,
		under: async (configuration, limits, work) => workbench.under(configuration, {...limits, mayWrite: true}, work),
	};
}
