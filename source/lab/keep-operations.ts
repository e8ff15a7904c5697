import type {OperationEvent} from '../experiment/operation-events.ts';
import {recordOperation} from '../experiment/operation-record.ts';
import type {Keeping} from './keep-runs.ts';

/** The same events; when the measurement is done, its runs go into the history. */
export async function * keepOperations(events: AsyncIterable<OperationEvent>, {history, database}: Pick<Keeping, 'history' | 'database'>): AsyncGenerator<OperationEvent, void, void> {
	for await (const event of events) {
		yield event;
		if (event.kind === 'operated' && history !== null) {
			const records = recordOperation(event.run, event.delta, database, history.newId);
			const note = await history.keep(records);
			yield {kind: 'kept', id: note === null ? records[0].id : null, note};
		}
	}
}
