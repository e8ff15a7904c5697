import {type MeasuredTrial, recordForecast, recordTrial} from '../experiment/record-trial.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {TrialEvent} from '../experiment/trial-events.ts';

export interface Keeping extends Pick<MeasuredTrial, 'database' | 'contextOf'> {
	readonly history: RunHistory | null;
}

/** The same events; when the measurement is done, or the forecast final, its runs go into the history. */
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

		if (event.kind === 'foreseen' && event.final && history !== null) {
			const surroundings = {database, contextOf, warnings};
			const executed = event.executed.map(run => recordTrial({run, delta: null, ...surroundings}, history.newId));
			const forecast = recordForecast(event.forecast, surroundings, history.newId);
			const notes: Array<string | null> = [];
			for (const records of [...executed, forecast]) {
				notes.push(await history.keep(records));
			}

			const note = notes.find(text => text !== null) ?? null;
			yield {kind: 'kept', id: note === null ? forecast[0].id : null, note, records: forecast};
		}
	}
}
