import {errorLines, PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {Command} from './command.ts';
import {progressMs} from './perform-query.ts';
import type {RunnerPorts} from './runner.ts';

/** Tries a query over several values, and tells the screen what happens; resolves with the error that it met. */
export async function performSweep(lab: Laboratory, {id, entry, over, asked, indexes, parameters: known}: Extract<Command, {kind: 'sweep'}>, signal: AbortSignal, {dispatch, now}: RunnerPorts): Promise<unknown> {
	try {
		let parameters = known;
		if (parameters === null) {
			parameters = await lab.sample(entry);
			dispatch({kind: 'parameters', entryName: entry.name, values: parameters});
		}

		let shownAt = 0;
		for await (const event of lab.sweep({entry, parameters, over, asked, indexes, signal})) {
			if (event.kind !== 'swept' || event.sweep.phase !== 'measuring' || now() - shownAt >= progressMs) {
				shownAt = now();
				dispatch({kind: 'sweep', id, event});
			}
		}
	} catch (error) {
		dispatch({kind: 'sweep ended', id, lines: error instanceof PlanflipError && error.kind === 'cancelled' ? null : errorLines(error)});
		return error;
	}

	return null;
}
