import {type MeasuredTrial, recordTrial} from '../experiment/record-trial.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {TrialEvent} from '../experiment/trial-events.ts';

export interface Keeping extends Pick<MeasuredTrial, 'database' | 'contextOf'> {
	readonly history: RunHistory | null;
}

/** The same events; when the measurement is done, its runs go into the history. */
export async function * keepRuns(events: AsyncIterable<TrialEvent>, {history, database, contextOf}: Keeping): AsyncGenerator<TrialEvent, void, void> {
	const warnings: string[] = [];
	for await (const event of events) {
		yield event;
		if (event.kind === 'warned') {
			warnings.push(...event.warnings);
		}

		if (event.kind === 'measured' && history !== null) {
			const records = recordTrial({run: event.run, delta: event.delta, database, contextOf, warnings}, history.newId);
			const note = await history.keep(records);
			yield {kind: 'kept', id: note === null ? records[0].id : null, note, records};
		}
	}
}
