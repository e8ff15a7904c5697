import {findMeasurement} from '../../disk/find-measurement.ts';
import {isFile} from '../../disk/is-file.ts';
import {measuredHere} from '../../disk/measured-here.ts';
import type {DatabaseIdentity} from '../../experiment/database-identity.ts';
import type {DatabaseName} from '../../experiment/run-record.ts';
import type {MeasureRequest} from './measure-request.ts';

/**
 * The file of the baseline that is to be answered, unread. `identity` finds that of a database that was called otherwise; null where nobody has looked.
 * @throws PlanflipError usage: there is none, or several; with those there are
 */
export async function baselineFile({results, baseline}: Pick<MeasureRequest, 'results' | 'baseline'>, database: DatabaseName, identity: DatabaseIdentity | null): Promise<string> {
	if (await isFile(baseline)) {
		return baseline;
	}

	const here = baseline === 'latest' ? await measuredHere(results, {step: 'baseline', database}, identity) : null;
	return here ?? findMeasurement(results, {step: 'baseline', database, which: baseline});
}
