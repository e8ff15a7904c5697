import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {IndexBuildError} from './index-build-error.ts';
import type {UniverseIndex} from './index-universe.ts';

const lockNotAvailable = '55P03';

/** CREATE INDEX inside the open transaction. @throws IndexBuildError, unless somebody holds the table, the user cancelled, or the server went. */
export async function buildIndex(session: Session, index: UniverseIndex): Promise<void> {
	try {
		await session.query(index.definition);
	} catch (error) {
		const ofTheIndex = error instanceof PlanflipError && (error.kind === 'input' || error.kind === 'permission') && error.sqlState !== lockNotAvailable;
		throw ofTheIndex ? new IndexBuildError(index, error) : error;
	}
}
