import type {EstimateJudgement} from '../../comparison/estimate-judgement.ts';
import type {IndexAdoption} from '../../comparison/index-adoption.ts';
import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import type {OperationComparison, RouteFigures} from '../../comparison/operation-comparison.ts';
import type {Overall} from '../../comparison/overall.ts';
import type {Side} from '../../comparison/side.ts';
import type {StatementComparison} from '../../comparison/statement-comparison.ts';
import type {Measurement, MeasuredIndex} from '../../experiment/measurement.ts';
import {planFingerprint} from '../../plan/plan-fingerprint.ts';

/**
 * `compare --json`. Times in ms, blocks of 8 kB, ratios before / after (above 1 is faster), savings as fractions; null where it is not
 * known. `basis` is `in turns`, `apart` or `none`; whole plans are in the measurements, by the run ids.
 */
export function comparisonJson(comparison: MeasurementComparison): object {
	const {before, after, differences, statements, operations, missing, indexes, overall, top, attention, recommendations} = comparison;
	return {
		planflip: 'comparison',
		before: measurementJson(before),
		after: measurementJson(after),
		differences,
		overall: {statements: overallJson(overall.statements), operations: overallJson(overall.operations)},
		statements: statements.map(one => statementJson(one)),
		operations: operations.map(one => operationJson(one)),
		indexes: {
			built: indexes.adoptions.map(adoption => adoptionJson(adoption)),
			dropped: indexes.dropped.map(index => indexJson(index)),
			redefined: indexes.redefined.map(({before: was, after: is}) => ({before: indexJson(was), after: indexJson(is)})),
			notUsedAnyMore: indexes.superseded.map(index => indexJson(index)),
		},
		missing: missing.map(({entry, before: was, after: is}) => ({entry: entry.name, before: was, after: is})),
		top: top.map(({entry}) => entry.name),
		attention,
		recommendations,
	};
}

function measurementJson({id, step, startedAt, finishedAt, database, server, answers, rttMs}: Measurement): object {
	return {
		id, step, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null, database: database.label,
		server: {version: server.version, versionNumber: server.versionNumber, engine: server.engine}, answers, rttMs,
	};
}

function overallJson({counted, proved, untold, weighing, time, blocks}: Overall): object {
	return {counted, proved, untold, weightedBy: weighing.basis, ratio: time, blocks};
}

function statementJson({entry, basis, alike, before, after, verdict, ratio, delta, samePlan, estimate, notes}: StatementComparison): object {
	return {
		entry: entry.name,
		title: entry.title,
		frequency: entry.frequency,
		load: entry.load ?? null,
		basis,
		alike,
		before: before === null ? null : sideJson(before),
		after: after === null ? null : sideJson(after),
		ratio,
		pairs: delta?.comparison?.pairs ?? null,
		confidence: delta?.comparison?.confidence ?? null,
		samePlan,
		verdict: verdict?.verdict ?? null,
		because: verdict?.because ?? null,
		estimate: estimateJson(entry.expected, estimate),
		notes,
	};
}

function sideJson({record, run, plan, planningMs, executionMs, totalMs, cost, rows, blocks, readBlocks, scans, indexes}: Side): object {
	return {
		run: record.id, configuration: run.indexes.name, planningMs, executionMs, totalMs, ...(run.timedOutMs === null ? {} : {timedOutMs: run.timedOutMs}),
		samples: run.samples, cost, rows, blocks, readBlocks, scans, indexes, fingerprint: plan === null ? null : planFingerprint(plan),
	};
}

function operationJson({entry, basis, alike, runs, chain, verdict, ratio, rewrites, best, whole, estimate, notes}: OperationComparison): object {
	return {
		entry: entry.name,
		title: entry.title,
		frequency: entry.frequency,
		basis,
		alike,
		rttMs: runs.after?.rttMs ?? runs.before?.rttMs ?? null,
		chain: {before: routeJson(chain.before), after: routeJson(chain.after), ratio, verdict: verdict?.verdict ?? null, because: verdict?.because ?? null},
		rewrites: rewrites.map(({name, before, after, verdict: change, ratio: own, againstChain, equivalence}) => ({
			name,
			before: routeJson(before),
			after: routeJson(after),
			change: change?.verdict ?? null,
			ratio: own,
			againstChain: againstChain === null ? null : {ratio: againstChain.ratio, pairs: againstChain.pairs, verdict: againstChain.verdict},
			answers: equivalence.kind,
			checks: equivalence.checks,
			because: equivalence.because,
		})),
		best: best?.name ?? null,
		ratio: whole,
		estimate: estimateJson(entry.expected, estimate),
		notes,
	};
}

function routeJson(route: RouteFigures | null): object | null {
	return route === null ? null : {statements: route.statements, ms: route.ms, samples: route.result.samples, blocks: route.blocks, indexes: route.indexes};
}

function estimateJson(words: string | null, judgement: EstimateJudgement | null): object | null {
	return words === null && judgement === null ? null : {words, ...judgement};
}

function indexJson({schema, table, name, definition, bytes, valid}: MeasuredIndex): object {
	return {schema, table, name, definition, bytes, valid};
}

function adoptionJson({index, verdict, uses}: IndexAdoption): object {
	return {
		...indexJson(index),
		verdict,
		uses: uses.map(({comparison, route, beside, blocks, time, ratio, saves, slows}) => ({entry: comparison.entry.name, ...(route === null ? {} : {route}), saves, slows, tableBlocks: blocks, time, ratio, beside})),
	};
}
