import type {LabEvent} from './lab-event.ts';
import {prepareEmbedded} from './prepare-embedded.ts';
import {preparePersistent} from './prepare-persistent.ts';
import type {PrepareRequest} from './prepare-request.ts';
import {prepareServer} from './prepare-server.ts';

/** Opens the database, fills it when it is ours to fill, and ends with `open`. */
export function prepare(request: PrepareRequest): AsyncGenerator<LabEvent, void, void> {
	if (request.target !== null) {
		return prepareServer(request, request.target);
	}

	return request.persistent ? preparePersistent(request) : prepareEmbedded(request);
}
