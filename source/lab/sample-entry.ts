import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {Session} from '../database/session.ts';
import type {Workbench} from '../experiment/workbench.ts';
import {type ParameterValue, sampleParameters} from '../workload/sample-parameters.ts';

/**
 * Live sample values of an entry's parameters. The embedded database is worked on in one open transaction, which a sample that fails
 * takes with it: it is rolled back, or every query after it would fail too.
 */
export async function sampleEntry({session, workbench}: {readonly session: Pick<Session, 'query'>; readonly workbench: Pick<Workbench, 'rest'>}, entry: CatalogEntry | OperationEntry): Promise<readonly ParameterValue[]> {
	try {
		return await sampleParameters(session, entry);
	} catch (error) {
		await workbench.rest();
		throw error;
	}
}
