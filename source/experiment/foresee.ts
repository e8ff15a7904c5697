import {planFingerprint} from '../plan/plan-fingerprint.ts';
import type {Explained} from './explain.ts';
import type {Forecast, Foreseen} from './forecast.ts';
import type {MeasuredPlans} from './measured-plans.ts';
import type {NamedIndexes, Run} from './run.ts';
import {statementLimit} from './statement-limit.ts';
import {trial, type TrialRequest} from './trial.ts';
import type {TrialEvent} from './trial-events.ts';

export interface ForesightRequest extends TrialRequest {
	readonly measured: MeasuredPlans;
}

interface Side {
	readonly indexes: NamedIndexes;
	readonly explained: Explained;
}

/**
 * A trial of which one side cannot be executed: both are planned, and the forecast is there at once. A side that can be
 * executed then is, alone and once per session and plan, so that a flip which leads to a plan measured before shows its time.
 */
export async function * foresee(request: ForesightRequest): AsyncGenerator<TrialEvent, void, void> {
	const {workbench} = request;
	const current = await look(request, request.current);
	yield {kind: 'planned', plan: current.explained.plan};
	const baseline = request.baseline === null ? null : await look(request, request.baseline);
	const unmeasured = [current, ...(baseline === null ? [] : [baseline])]
		.filter(side => workbench.executes(side.indexes.configuration) && request.measured.find(request.subject, side.explained.plan) === null);
	yield {kind: 'foreseen', forecast: forecastOf(request, current, baseline), executed: [], final: unmeasured.length === 0};
	const executed: Run[] = [];
	for (const {indexes} of unmeasured) {
		for await (const event of trial({...request, current: indexes, baseline: null})) {
			if (event.kind === 'measured') {
				request.measured.keep(event.run);
				executed.push(event.run);
			}
		}
	}

	if (unmeasured.length > 0) {
		yield {kind: 'foreseen', forecast: forecastOf(request, current, baseline), executed, final: true};
	}
}

async function look({workbench, subject, rung}: TrialRequest, indexes: NamedIndexes): Promise<Side> {
	const explained = await workbench.under(indexes.configuration, statementLimit(rung, null), async explain => explain(subject, 'plan'));
	return {indexes, explained};
}

/** Dated when it is told, after what was executed for it: in the history it is the newest, as it is what was asked for. */
function forecastOf(request: ForesightRequest, current: Side, baseline: Side | null): Forecast {
	const toldAt = request.clock.date();
	return {
		kind: 'Forecast',
		current: foreseen(request, current, toldAt),
		baseline: baseline === null ? null : foreseen(request, baseline, toldAt),
		samePlan: baseline !== null && planFingerprint(current.explained.plan) === planFingerprint(baseline.explained.plan),
	};
}

function foreseen({subject, rung, facts, measured}: ForesightRequest, {indexes, explained}: Side, startedAt: Date): Foreseen {
	return {
		run: {
			kind: 'Run',
			subject,
			indexes,
			rung,
			server: facts,
			startedAt,
			explain: explained.text,
			planningMs: explained.plan.totals.planningMs,
			firstMs: null,
			samples: [],
			timedOutMs: null,
			...(explained.imagined.length === 0 ? {} : {imagined: explained.imagined}),
		},
		plan: explained.plan,
		measured: measured.find(subject, explained.plan),
	};
}
