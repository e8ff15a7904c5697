import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {pastRun} from '../view/past-rows.ts';
import type {Command} from './command.ts';
import {rest, type RunnerPorts} from './runner.ts';
import {tellEnd} from './tell-end.ts';

/** A cursor that runs through a list plans every query it passes, and executes only the one it rests on. */
export const restMs = 60;
/** Pictures of a measurement under way, per second at the most. */
export const progressMs = 100;

/** Tries a query, and tells the screen what happens; resolves with the error that it met. */
export async function performQuery(lab: Laboratory, command: Extract<Command, {kind: 'try'}>, signal: AbortSignal, {dispatch, now}: RunnerPorts): Promise<unknown> {
	const {id, entry} = command;
	try {
		let {parameters} = command;
		if (parameters === null) {
			parameters = await lab.sample(entry);
			dispatch({kind: 'parameters', entryName: entry.name, values: parameters});
		}

		let shownAt = 0;
		for await (const event of lab.try({entry, parameters, current: command.current, baseline: command.baseline, signal})) {
			if (event.kind !== 'sampled' || now() - shownAt >= progressMs) {
				shownAt = now();
				dispatch({kind: 'trial', id, event});
			}

			if (event.kind === 'planned' || event.kind === 'kept') {
				void tellPast(lab, entry, dispatch);
			}

			if (event.kind === 'planned') {
				await rest(restMs, signal);
			}
		}
	} catch (error) {
		dispatch(tellEnd(error, id));
		return error;
	}

	return null;
}

/** The history knows more than this screen: what was measured before it was opened, and by others meanwhile. */
async function tellPast(lab: Laboratory, entry: CatalogEntry, dispatch: RunnerPorts['dispatch']): Promise<void> {
	const {runs, note} = await lab.past(entry);
	dispatch({kind: 'past', entryName: entry.name, runs: runs.map(record => pastRun(record))});
	if (note !== null) {
		dispatch({kind: 'notice', text: note, tone: 'warn'});
	}
}
