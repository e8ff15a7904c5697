import {PlanflipError} from '../errors.ts';
import type {Session} from './session.ts';

/** Which cluster and database this is. The cluster's number is null where it may not be read. */
export async function readIdentity(session: Pick<Session, 'query'>): Promise<{readonly system: string | null; readonly oid: number}> {
	const [row] = await session.query('select oid from pg_catalog.pg_database where datname = pg_catalog.current_database()');
	return {system: await systemOf(session), oid: Number(row?.['oid'])};
}

async function systemOf(session: Pick<Session, 'query'>): Promise<string | null> {
	try {
		const [row] = await session.query('select system_identifier::text as system from pg_catalog.pg_control_system()');
		return typeof row?.['system'] === 'string' ? row['system'] : null;
	} catch (error) {
		if (error instanceof PlanflipError && (error.kind === 'permission' || error.kind === 'input')) {
			return null;
		}

		throw error;
	}
}
