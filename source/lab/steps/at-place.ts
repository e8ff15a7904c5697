import {openPlace, type Place, placeTitle} from './open-place.ts';
import type {StepEvent} from './step-event.ts';
import type {StepRequest} from './step-request.ts';

/** Opens the steps' database, unless it is lent, works there, and leaves it whatever happens; the signal stops what runs on the server itself. */
export async function * atPlace<R>(request: Omit<StepRequest, 'dryRun' | 'agree'>, {create}: {readonly create: boolean}, work: (place: Place) => AsyncGenerator<StepEvent, R, void>): AsyncGenerator<StepEvent, R, void> {
	if (request.lent === null) {
		yield {kind: 'step', title: placeTitle(request), fraction: null};
	}

	const {place, note} = request.lent === null ? await openPlace(request, create) : {place: request.lent, note: null};
	const stop = () => {
		void place.session.cancel().catch(() => undefined);
	};

	request.signal.addEventListener('abort', stop, {once: true});
	try {
		if (note !== null) {
			yield {kind: 'note', text: note};
		}

		return yield * work(place);
	} finally {
		request.signal.removeEventListener('abort', stop);
		await place.leave();
	}
}
