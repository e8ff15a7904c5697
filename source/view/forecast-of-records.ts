import type {Foreseen, MeasuredTimes, ToldForecast} from '../experiment/forecast.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {planFingerprint} from '../plan/plan-fingerprint.ts';
import {planOfRun} from './run-figures.ts';

type ToldSide = Foreseen<{readonly run: MeasuredTimes}>;

/** The forecast that a kept run was planned for, told again; null where one has no plan. */
export function forecastOfRecords(record: RunRecord, baseline: RunRecord | null): ToldForecast | null {
	const current = sideOf(record);
	const other = baseline === null ? null : sideOf(baseline);
	return current === null || (baseline !== null && other === null) ? null : {
		kind: 'Forecast',
		current,
		baseline: other,
		samePlan: other !== null && planFingerprint(current.plan) === planFingerprint(other.plan),
	};
}

function sideOf({run, measured}: RunRecord): ToldSide | null {
	const plan = planOfRun(run);
	return plan === null ? null : {run, plan, measured: measured === undefined ? null : {run: measured}};
}
