import {isDisposable} from './is-disposable.ts';
import type {LabEvent} from './lab-event.ts';
import type {Laboratory} from './laboratory.ts';
import {openLaboratory} from './open-laboratory.ts';
import type {PrepareRequest} from './prepare-request.ts';
import {openPlace, type Place, placeTitle} from './steps/open-place.ts';

/** The embedded database of the steps, as they left it; what is tried on it is rolled back as everywhere. */
export async function * preparePersistent(request: PrepareRequest): AsyncGenerator<LabEvent, void, void> {
	yield {kind: 'step', title: placeTitle(request), fraction: null};
	const {place, note} = await openPlace(request, false);
	if (note !== null) {
		yield {kind: 'note', text: note};
	}

	yield {kind: 'step', title: 'Looking at tables and indexes', fraction: null};
	yield {kind: 'open', laboratory: await laboratoryOf(place, request)};
}

/** A laboratory on the place's session; closing it closes the place. */
export async function laboratoryOf({session, database, embedded, leave}: Place, request: PrepareRequest): Promise<Laboratory> {
	try {
		return await openLaboratory(session, {
			catalog: request.catalog,
			disposable: async tables => embedded || isDisposable(request, session, tables),
			consentToBlock: request.allowBlocking,
			rung: request.rung,
			clock: request.clock,
			ground: embedded ? 'steps' : 'server',
			leave,
			history: request.history,
			database,
		});
	} catch (error) {
		await leave();
		throw error;
	}
}
