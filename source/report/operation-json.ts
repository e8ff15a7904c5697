import type {OperationRun, RouteResult} from '../experiment/operation-run.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {statementFormula} from '../view/statement-count.ts';
import {waterfallSteps} from '../view/waterfall-rows.ts';

/** `run OPERATION --json`. Times in ms of wall clock, blocks of 8 kB. */
export function operationJson(run: OperationRun): object {
	const {operation} = run;
	return {
		operation: operation.name,
		configuration: run.indexes.name,
		indexes: [...run.indexes.configuration.on].sort(),
		rung: {number: run.rung.number, badge: run.rung.badge},
		server: {version: run.server.version, versionNumber: run.server.versionNumber, engine: run.server.engine},
		parameters: run.parameters.map(({name, value}) => ({name, value})),
		startedAt: run.startedAt.toISOString(),
		rttMs: run.rttMs,
		chain: {...routeJson(run.chain), formula: statementFormula(operation.chain)},
		rewrites: run.rewrites.map(({comparison, ...result}) => ({...routeJson(result), ...comparisonJson(comparison)})),
		checks: run.checks.map(({verdict, parameters, ...check}) => ({
			...check,
			parameters: parameters.map(({name, value}) => ({name, value})),
			verdict: verdict.kind,
			...(verdict.kind === 'different' ? {because: verdict.because} : {}),
		})),
	};
}

function routeJson(result: RouteResult): object {
	return {
		name: result.name,
		statements: result.typical.statements.length,
		roundTrips: result.typical.statements.length,
		samples: result.samples,
		steps: waterfallSteps(result),
	};
}

function comparisonJson(comparison: Comparison | null): object {
	return comparison === null
		? {verdict: 'answers differently'}
		: {ratio: comparison.ratio, pairs: comparison.pairs, confidence: comparison.confidence, floor: comparison.floor, verdict: comparison.verdict};
}
