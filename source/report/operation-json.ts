import type {OperationDelta, OperationRun, RouteResult} from '../experiment/operation-run.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {routeBlocks} from '../view/operation-figures.ts';
import {statementFormula} from '../view/statement-count.ts';
import {waterfallSteps} from '../view/waterfall-rows.ts';

/** `run OPERATION --json`. Times in ms of wall clock, blocks of 8 kB; `baseline` where it was measured in turns under another configuration. */
export function operationJson(run: OperationRun, delta: OperationDelta | null = null): object {
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
		...(delta === null ? {} : {baseline: baselineJson(delta)}),
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

/** Of each route: its time and blocks there, and the ratio baseline / current. */
function baselineJson({baseline, routes}: OperationDelta): object {
	const results = [baseline.chain, ...baseline.rewrites];
	return {
		configuration: baseline.indexes.name,
		indexes: [...baseline.indexes.configuration.on].sort(),
		routes: routes.map(({name, comparison, samePlans}, at) => ({
			name,
			samples: results[at]?.samples ?? [],
			blocks: results[at] === undefined ? null : routeBlocks(results[at]),
			samePlans,
			...comparisonJson(comparison),
		})),
	};
}

function comparisonJson(comparison: Comparison | null): object {
	return comparison === null
		? {verdict: 'answers differently'}
		: {ratio: comparison.ratio, pairs: comparison.pairs, confidence: comparison.confidence, floor: comparison.floor, verdict: comparison.verdict};
}
