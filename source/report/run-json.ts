import {type Foreseen, type MeasuredTimes, type ToldForecast, withheldBecause} from '../experiment/forecast.ts';
import {planOfRun} from '../view/run-figures.ts';
import {planJson} from './plan-json.ts';
import type {ReportedRun} from './reported-run.ts';

/**
 * `run --json`: one entry measured under one configuration, and beside the baseline when there was one. With `planOnly` nothing was
 * executed: no samples, no verdict; `cost` is the planner's estimate, and `measured` a time of that very plan, executed under the
 * configuration it names. `warnings` are what its execution does besides answering.
 */
export function runJson({run, delta, context, forecast = null, warnings = []}: ReportedRun): object {
	const comparison = delta?.comparison ?? null;
	const plan = forecast?.current.plan ?? planOfRun(run);
	return {
		entry: run.subject.entry,
		configuration: run.indexes.name,
		indexes: [...run.indexes.configuration.on].sort(),
		rung: {number: run.rung.number, badge: run.rung.badge},
		server: {version: run.server.version, versionNumber: run.server.versionNumber, engine: run.server.engine},
		parameters: run.subject.parameters.map(({name, value, unknown}) => ({name, value, ...(unknown === true ? {unknown} : {})})),
		startedAt: run.startedAt.toISOString(),
		planningMs: run.planningMs,
		firstMs: run.firstMs,
		samples: run.samples,
		...(run.timedOutMs === null ? {} : {timedOutMs: run.timedOutMs}),
		...(delta === null ? {} : {
			baseline: {
				configuration: delta.baseline.indexes.name,
				samples: delta.baseline.samples,
				...(delta.baseline.timedOutMs === null ? {} : {timedOutMs: delta.baseline.timedOutMs}),
			},
			samePlan: delta.samePlan,
		}),
		...(comparison === null ? {} : {ratio: comparison.ratio, pairs: comparison.pairs, confidence: comparison.confidence, floor: comparison.floor, detectable: comparison.detectable}),
		...(forecast === null ? {} : forecastJson(forecast)),
		verdict: comparison?.verdict ?? null,
		warnings,
		buffers: plan?.nodes[0]?.inclusiveBuffers ?? null,
		plan: plan === null ? null : planJson(plan, context),
	};
}

function forecastJson(forecast: ToldForecast): object {
	const {current, baseline, samePlan} = forecast;
	return {
		planOnly: true,
		cost: {what: 'the planner\'s estimate, not a time', current: costOf(current), baseline: baseline === null ? null : costOf(baseline)},
		withheld: withheldBecause(forecast),
		measured: measuredJson(current),
		imagined: (current.run.imagined ?? []).map(({key, bytes}) => ({index: key, bytesAtMost: bytes})),
		...(baseline === null ? {} : {baseline: {configuration: baseline.run.indexes.name, samples: [], measured: measuredJson(baseline)}, samePlan}),
	};
}

function costOf({plan}: Pick<Foreseen, 'plan'>): number | null {
	return plan.nodes[0]?.totalCost ?? null;
}

function measuredJson({measured}: Foreseen<{readonly run: MeasuredTimes}>): object | null {
	return measured === null ? null : {under: measured.run.indexes.name, planningMs: measured.run.planningMs, samples: measured.run.samples};
}
