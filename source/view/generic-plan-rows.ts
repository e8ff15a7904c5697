import type {GenericPlan, Sweep} from '../experiment/sweep.ts';
import {cacheCosts, judgePlanCache, planGroups, planningCharge} from '../experiment/sweep-findings.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {type Line, span} from './line.ts';
import {planGist} from './plan-gist.ts';
import {runTime} from './run-figures.ts';
import {valueText} from './sweep-table.ts';

type Planned = Extract<GenericPlan, {kind: 'planned'}>;

/**
 * What a statement that stays prepared would get: the plan made without values, which of both Postgres takes from the sixth execution on,
 * why, and what that does to the values whose own plan is another.
 */
export function genericRows({generic, ...sweep}: Sweep): readonly Line[] {
	if (generic === null) {
		return [];
	}

	if (generic.kind === 'unknown') {
		return [[span('Generic plan: not known. ', 'dim'), span(sanitise(generic.because), 'dim')]];
	}

	const group = planGroups({tries: sweep.tries, generic}).find(each => each.generic);
	const way = group === undefined ? `another plan, ${planGist(generic.plan)}` : `plan ${group.letter}`;
	return [
		[span(`Where it stays prepared (PREPARE, a driver's named statement, PL/pgSQL), the generic plan is ${way}.`, 'title')],
		choiceLine(generic),
		...effectLines({generic, ...sweep}),
	];
}

function choiceLine(generic: Planned): Line {
	const {generic: cost, custom} = cacheCosts(generic);
	const costs = [...new Set([custom[0], custom.at(-1)].flatMap(answer => answer === undefined ? [] : [formatCount(answer.customCost)]))].join(' to ');
	const because = `its cost is ${formatCount(cost)}, that of plans made for a value ${costs}, and at least ${formatCount(planningCharge(generic))} each time for planning`;
	const source = '(Postgres: choose_custom_plan in plancache.c; this server was asked, with five executions and a sixth)';
	switch (judgePlanCache(generic)) {
		case 'custom':
			return [span(`From the sixth execution on Postgres goes on planning for each value: ${because} ${source}.`)];
		case 'generic':
			return [span(`From the sixth execution on Postgres takes it, whatever the values: ${because} ${source}.`, 'warn')];
		case 'depends': {
			const [fond, shy] = (['generic', 'custom'] as const).map(chosen => valueText(generic.asked.find(answer => answer.chosen === chosen)?.value.value ?? null, 20));
			return [span(`Whether Postgres takes it depends on who comes first: after five executions with ${fond} it does, for every value that follows; after five with ${shy} it goes on planning: ${because} ${source}.`, 'warn')];
		}

		case 'forced':
			return [span(`plan_cache_mode = ${sanitise(generic.mode)} decides, not the cost (${formatCount(cost)}).`, 'warn')];
		case 'unknown':
			return [span(`Its cost is ${formatCount(cost)}; which one Postgres takes could not be asked here.`, 'dim')];
	}
}

/** Beside each other: the value by its own plan, and by the generic one. */
function effectLines({tries}: Pick<Sweep, 'tries' | 'generic'>): readonly Line[] {
	const others = tries.flatMap(({value, run, generic}) => run === null || generic === null ? [] : [`${valueText(value.value, 20)} ${runTime(generic)} instead of ${runTime(run)}`]);
	return others.length === 0 ? [] : [[span(`By the generic plan: ${others.join('; ')}.`)]];
}
