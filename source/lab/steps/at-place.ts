import type {PrepareRequest} from '../prepare-request.ts';
import {openPlace, type Place, placeTitle} from './open-place.ts';
import type {StepEvent} from './step-event.ts';

/** Opens the steps' database, works there, and leaves it whatever happens; the signal stops what runs on the server itself. */
export async function * atPlace<R>(request: PrepareRequest, {create}: {readonly create: boolean}, work: (place: Place) => AsyncGenerator<StepEvent, R, void>): AsyncGenerator<StepEvent, R, void> {
	yield {kind: 'step', title: placeTitle(request), fraction: null};
	const {place, note} = await openPlace(request, create);
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
		await place.session.close();
		await place.release();
	}
}
