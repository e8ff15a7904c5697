import type {RouteResult} from '../experiment/operation-run.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {median} from '../statistics/median.ts';
import type {RouteFigures} from './operation-comparison.ts';

export function routeFigures(result: RouteResult): RouteFigures {
	const plans = result.server.flatMap(({explain}) => explain === '' ? [] : readExplainJson(explain).slice(0, 1));
	return {
		result,
		statements: result.typical.statements.length,
		ms: result.samples.length === 0 ? null : median(result.samples),
		blocks: result.server.reduce((sum, {blocks}) => sum + blocks, 0),
		plans,
		indexes: [...new Set(plans.flatMap(({nodes}) => nodes.flatMap(({index}) => index ?? [])))],
	};
}
