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

/** @throws IndexesWent when others have dropped or renamed one of these meanwhile */
export async function refuseWent({session}: Pick<Bench, 'session'>, indexes: readonly UniverseIndex[]): Promise<void> {
	const absent = await readAbsent(session, indexes);
	if (absent.length > 0) {
		throw new IndexesWent(absent);
	}
}
