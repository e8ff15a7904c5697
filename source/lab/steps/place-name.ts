import {describeTarget} from '../../database/describe-target.ts';
import {serverPlace} from '../../database/server-place.ts';
import {persistentPlace} from '../../disk/persistent-database.ts';
import {embeddedPlace} from '../../experiment/embedded-place.ts';
import type {DatabaseName} from '../../experiment/run-record.ts';
import type {PrepareRequest} from '../prepare-request.ts';

type Named = Pick<PrepareRequest, 'target' | 'scale' | 'seed' | 'env' | 'home'>;

/** The embedded databases of the steps are told apart by what they were filled with. */
export function persistentName({scale, seed}: Pick<Named, 'scale' | 'seed'>): string {
	return `${scale.name}-seed-${seed}`;
}

/**
 * What measurements and records of the steps' database say they are of; nothing is opened for it. A server's database is called by who, where and which, and known by the latter two; of the embedded one the folder is
 * the database: what is applied to it is no other's.
 */
export function placeName(request: Named): DatabaseName {
	const {target, scale, seed, env, home} = request;
	if (target !== null) {
		return {label: describeTarget(target), key: serverPlace(target)};
	}

	return {label: `PGlite (embedded), ${scale.name}, seed ${seed}, of the steps`, key: embeddedPlace(persistentPlace(env, home, persistentName(request)))};
}
