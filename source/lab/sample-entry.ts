import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import {type ParameterValue, sampleParameters} from '../workload/sample-parameters.ts';
import type {Bench} from './bench.ts';
import type {GrantBench} from './missing-grants.ts';
import {textsOf} from './texts-of.ts';
import {withGrants} from './with-grants.ts';

/**
 * Live sample values of an entry's parameters. The embedded database is worked on in one open transaction, which a sample that fails
 * takes with it: it is rolled back, or every query after it would fail too. A right to read that is missing is told with all that the entry needs.
 */
export async function sampleEntry(bench: GrantBench & Pick<Bench, 'workbench'>, entry: CatalogEntry | OperationEntry): Promise<readonly ParameterValue[]> {
	try {
		return await sampleParameters(bench.session, entry);
	} catch (error) {
		await bench.workbench.rest();
		throw await withGrants(bench, textsOf(entry), error);
	}
}
