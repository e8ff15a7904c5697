import type {LabEvent} from './lab-event.ts';
import {prepareEmbedded} from './prepare-embedded.ts';
import type {PrepareRequest} from './prepare-request.ts';
import {prepareServer} from './prepare-server.ts';

/** Opens the database, fills it when it is ours to fill, and ends with `open`. */
export function prepare(request: PrepareRequest): AsyncGenerator<LabEvent, void, void> {
	return request.target === null ? prepareEmbedded(request) : prepareServer(request, request.target);
}
