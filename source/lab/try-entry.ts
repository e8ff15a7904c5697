import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import {genericObstacle, unknownOf} from '../experiment/explain-generic.ts';
import {foresee} from '../experiment/foresee.ts';
import type {MeasuredPlans} from '../experiment/measured-plans.ts';
import type {BoundParameter} from '../experiment/run.ts';
import {trial} from '../experiment/trial.ts';
import type {TrialEvent} from '../experiment/trial-events.ts';
import type {Plan} from '../plan/plan.ts';
import type {Bench} from './bench.ts';
import {keepRuns, type Keeping} from './keep-runs.ts';
import type {PlanWarnings} from './plan-warnings.ts';
import {subjectOf} from './subject-of.ts';

export interface TryRequest {
	readonly entry: CatalogEntry;
	readonly parameters: readonly BoundParameter[];
	readonly current: IndexConfiguration;
	/** Equal to current, or null: measured alone. */
	readonly baseline: IndexConfiguration | null;
	/** For the selftest: the current configuration against itself, with this statement as the baseline; equal plans do not settle it. */
	readonly twinSql?: string | undefined;
	/** Default: the run is kept where there is a history. */
	readonly keep?: boolean | undefined;
	readonly pairs?: number | undefined;
	readonly signal: AbortSignal;
}

export interface TryTools {
	readonly bench: Bench;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
	readonly keeping: Keeping;
	readonly measured: MeasuredPlans;
	readonly warningsOf: PlanWarnings;
}

/** One entry under one configuration, beside the baseline where there is another: measured, or foreseen where it cannot be executed. */
export async function * tryEntry({bench, clock, keeping, measured, warningsOf}: TryTools, {entry, parameters, current, baseline, twinSql, keep = true, pairs, signal}: TryRequest): AsyncGenerator<TrialEvent, void, void> {
	const {workbench} = bench;
	const compared = baseline === null || sameConfiguration(baseline, current) ? null : baseline;
	const request = {
		session: bench.session,
		workbench,
		rung: bench.rung,
		facts: bench.facts,
		subject: subjectOf(entry, parameters),
		current: bench.named(current),
		baseline: compared === null ? null : bench.named(compared),
		pairs,
		signal,
		clock,
		...(twinSql === undefined ? {} : twin(entry, parameters, current, twinSql)),
	};
	const obstacle = genericObstacle(request.subject, bench.facts);
	if (obstacle !== null) {
		throw obstacle;
	}

	// What the selftest makes is no part of anybody's history.
	const kept = (events: AsyncIterable<TrialEvent>) => keep ? keepRuns(events, keeping) : events;
	if (unknownOf(parameters).length > 0) {
		yield * kept(foresee({...request, measured, workbench: {...workbench, executes: () => false}}));
		return;
	}

	if (!workbench.executes(current) || (compared !== null && !workbench.executes(compared))) {
		yield * kept(foresee({...request, measured}));
		return;
	}

	const told = withWarnings(trial(request), async plan => warningsOf(plan, current));
	for await (const event of kept(told)) {
		if (event.kind === 'measured' && keep) {
			measured.keep(event.run);
		}

		yield event;
	}
}

/** What the execution of a plan does besides answering is told before it begins. */
async function * withWarnings(events: AsyncIterable<TrialEvent>, warningsOf: (plan: Plan) => Promise<readonly string[]>): AsyncGenerator<TrialEvent, void, void> {
	for await (const event of events) {
		yield event;
		const warnings = event.kind === 'planned' ? await warningsOf(event.plan) : [];
		if (warnings.length > 0) {
			yield {kind: 'warned', warnings};
		}
	}
}

/** Both sides are one configuration, under two names. */
function twin(entry: CatalogEntry, parameters: readonly BoundParameter[], configuration: IndexConfiguration, sql: string) {
	return {
		current: {name: 'B', configuration},
		baseline: {name: 'A', configuration},
		baselineSubject: {...subjectOf(entry, parameters), sql},
		timeOnly: true,
	};
}
