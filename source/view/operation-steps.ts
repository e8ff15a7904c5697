import type {Route, Step} from '../catalog/operation-entry.ts';
import type {OperationRun, RouteResult, ServerShare, StatementRun} from '../experiment/operation-run.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {type WaterfallStep, waterfallSteps} from './waterfall-rows.ts';

/** A row of the waterfall, and all that is known of it. */
export interface OperationStep {
	readonly route: Route;
	readonly result: RouteResult;
	readonly bar: WaterfallStep;
	/** null for a step that the catalogue does not have. */
	readonly step: Step | null;
	/** Of the step's statements the one that took longest, and what the server says of it. */
	readonly statement: StatementRun;
	readonly share: ServerShare | null;
}

const kept = new WeakMap<OperationRun, readonly OperationStep[]>();

/** The steps of the chain, then those of each rewrite: what the waterfall shows, top to bottom. */
export function operationSteps(run: OperationRun): readonly OperationStep[] {
	const known = kept.get(run);
	if (known !== undefined) {
		return known;
	}

	const {operation, chain, rewrites} = run;
	const routes = [operation.chain, ...operation.rewrites];
	const steps = [chain, ...rewrites].flatMap((result, at) => {
		const route = routes[at];
		return route === undefined ? [] : stepsOf(route, result);
	});
	kept.set(run, steps);
	return steps;
}

function stepsOf(route: Route, result: RouteResult): readonly OperationStep[] {
	return waterfallSteps(result).flatMap(bar => {
		const own = [...result.typical.statements.entries()].filter(([, {step}]) => step === bar.step);
		const [slowest] = own.toSorted(([, a], [, b]) => b.ms - a.ms);
		return slowest === undefined ? [] : [{
			route, result, bar, step: route.steps.find(({name}) => name === bar.step) ?? null, statement: slowest[1], share: result.server[slowest[0]] ?? null,
		}];
	});
}

const plans = new WeakMap<ServerShare, Plan | null>();

/** The plan of a statement, as Postgres explained it apart from the walk; null where it was not asked. Read when first wanted, and kept. */
export function planOfShare(share: ServerShare | null): Plan | null {
	if (share === null || share.explain === '') {
		return null;
	}

	const known = plans.get(share);
	if (known !== undefined) {
		return known;
	}

	const plan = readExplainJson(share.explain)[0] ?? null;
	plans.set(share, plan);
	return plan;
}

/** The same step of another run of the operation. */
export function sameStep(run: OperationRun, {route, bar}: OperationStep): OperationStep | null {
	return operationSteps(run).find(other => other.route.name === route.name && other.bar.step === bar.step) ?? null;
}
