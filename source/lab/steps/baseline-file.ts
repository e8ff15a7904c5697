import {findMeasurement} from '../../disk/find-measurement.ts';
import {isFile} from '../../disk/is-file.ts';
import type {DatabaseName} from '../../experiment/run-record.ts';
import type {MeasureRequest} from './measure-request.ts';

/** The file of the baseline that is to be answered, unread. @throws PlanflipError usage: there is none, or several; with those there are */
export async function baselineFile({results, baseline}: Pick<MeasureRequest, 'results' | 'baseline'>, database: DatabaseName): Promise<string> {
	return await isFile(baseline) ? baseline : findMeasurement(results, {step: 'baseline', database, which: baseline});
}
