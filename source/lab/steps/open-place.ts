import {describeTarget} from '../../database/describe-target.ts';
import {openPglite} from '../../database/open-pglite.ts';
import {openServer} from '../../database/open-server.ts';
import {readVersion} from '../../database/read-version.ts';
import type {Session} from '../../database/session.ts';
import {claimPersistent} from '../../disk/persistent-database.ts';
import {errorLines, PlanflipError} from '../../errors.ts';
import type {DatabaseName} from '../../experiment/run-record.ts';
import type {PrepareRequest} from '../prepare-request.ts';
import {persistentName, placeName} from './place-name.ts';

/** The database that a step works on: a user's server, or the embedded one that the steps share. */
export interface Place {
	readonly session: Session;
	readonly database: DatabaseName;
	/** Nobody but planflip's steps uses it: no question is asked, nobody waits for a lock. */
	readonly embedded: boolean;
	/** A second connection, to look on; null where there is but one. Rejects where the server has none to spare. */
	readonly lookOn: (() => Promise<Session>) | null;
	/** Closes the session and gives back what the database stands on; of a lent one nothing. Never rejects. */
	readonly leave: () => Promise<void>;
}

export interface OpenedPlace {
	readonly place: Place;
	readonly note: string | null;
}

type PlaceRequest = Pick<PrepareRequest, 'target' | 'scale' | 'seed' | 'workerUrl' | 'env' | 'home'>;

/** What `openPlace` is about to do, for a progress line. */
export function placeTitle({target}: PlaceRequest): string {
	return target === null ? 'Starting PostgreSQL' : `Connecting to ${describeTarget(target)}`;
}

/** @param create - begin an empty embedded database where there is none */
export async function openPlace(request: PlaceRequest, create: boolean): Promise<OpenedPlace> {
	const {target} = request;
	if (target === null) {
		return openPersistent(request, create);
	}

	const session = await openServer(target);
	try {
		await readVersion(session);
	} catch (error) {
		await session.close();
		throw error;
	}

	return {place: {session, database: placeName(request), embedded: false, lookOn: async () => openServer(target), leave: async () => session.close()}, note: null};
}

async function openPersistent(request: PlaceRequest, create: boolean): Promise<OpenedPlace> {
	const {env, home, workerUrl} = request;
	const claim = await claimPersistent({env, home, name: persistentName(request), create});
	try {
		const session = await openPglite({folder: claim.folder, workerUrl});
		return {
			place: {
				session, database: placeName(request), embedded: true, lookOn: null,
				async leave() {
					await session.close();
					await claim.release();
				},
			},
			note: claim.note,
		};
	} catch (error) {
		await claim.release();
		throw new PlanflipError('connection', {
			message: `The embedded database of the steps does not open: ${errorLines(error)[0] ?? 'no reason given'}`,
			where: claim.place,
			hint: 'Try again; should it never open, move that folder away, and planflip setup makes it anew.',
			cause: error,
		});
	}
}
