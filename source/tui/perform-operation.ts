import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {pastOperation} from '../view/past-rows.ts';
import type {Command} from './command.ts';
import {progressMs, restMs} from './perform-query.ts';
import {rest, type RunnerPorts} from './runner.ts';
import {tellEnd} from './tell-end.ts';

/** Tries an operation, and tells the screen what happens; resolves with the error that it met. One that the cursor only passes is not begun. */
export async function performOperation(lab: Laboratory, command: Extract<Command, {kind: 'operate'}>, signal: AbortSignal, {dispatch, now}: RunnerPorts): Promise<unknown> {
	const {id, operation, current, baseline, rttMs} = command;
	try {
		await rest(restMs, signal);
		if (signal.aborted) {
			dispatch({kind: 'trial cancelled', id});
			return null;
		}

		let {parameters} = command;
		if (parameters === null) {
			parameters = await lab.sample(operation);
			dispatch({kind: 'parameters', entryName: operation.name, values: parameters});
		}

		void tellPast(lab, operation, dispatch);
		let shownAt = 0;
		for await (const event of lab.operate({operation, parameters, current, baseline, rttMs, signal})) {
			if (event.kind !== 'round' || now() - shownAt >= progressMs) {
				shownAt = now();
				dispatch({kind: 'operation', id, event});
			}

			if (event.kind === 'kept') {
				void tellPast(lab, operation, dispatch);
			}
		}
	} catch (error) {
		dispatch(tellEnd(error, id));
		return error;
	}

	return null;
}

async function tellPast(lab: Laboratory, operation: OperationEntry, dispatch: RunnerPorts['dispatch']): Promise<void> {
	const {runs, note} = await lab.pastOperations(operation);
	dispatch({kind: 'past', entryName: operation.name, runs: runs.map(record => pastOperation(record))});
	if (note !== null) {
		dispatch({kind: 'notice', text: note, tone: 'warn'});
	}
}
