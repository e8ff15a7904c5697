import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {forecastOfRecords} from './forecast-of-records.ts';
import {foreseenVerdict} from './foreseen-verdict.ts';

/** Of two kept runs, one of which at least was only planned, nothing is said of time; the same plan is no difference where one forecast made both. */
export function plannedVerdict(before: RunRecord, after: RunRecord, together: boolean): DiffVerdict {
	const forecast = forecastOfRecords(after, before);
	return forecast === null
		? {verdict: 'cannot tell', basis: 'planned only', because: 'one of them was only planned, the other stopped by its timeout before it had a plan'}
		: foreseenVerdict({...forecast, samePlan: forecast.samePlan && together});
}
