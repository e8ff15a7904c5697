import {readAbsent} from '../database/read-absent.ts';
import type {UniverseIndex} from '../experiment/index-universe.ts';
import type {Bench} from './bench.ts';

/** Some of the indexes that were looked at are there no more: what was found with them holds no longer. */
export class IndexesWent extends Error {
	constructor(indexes: readonly UniverseIndex[]) {
		super(`${indexes.map(({key}) => key).join(', ')} went`);
		this.name = 'IndexesWent';
	}
}

/** So often everything is looked at anew. */
const mostAgain = 3;

/**
 * Those of these that others have dropped or renamed meanwhile, where `again` says that it was begun anew often enough for that.
 * @throws IndexesWent before
 */
export async function wentMeanwhile({session}: Pick<Bench, 'session'>, indexes: readonly UniverseIndex[], again: number): Promise<readonly UniverseIndex[]> {
	const absent = await readAbsent(session, indexes);
	if (absent.length > 0 && again < mostAgain) {
		throw new IndexesWent(absent);
	}

	return absent;
}
