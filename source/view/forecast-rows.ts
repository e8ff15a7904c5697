import {type Foreseen, type MeasuredTimes, type ToldForecast, withheldBecause} from '../experiment/forecast.ts';
import {median} from '../statistics/median.ts';
import {formatBytes} from '../text/bytes.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount} from '../text/quantity.ts';
import {type Line, span} from './line.ts';

/** The Timing pane of a plan that was not executed: the planner's estimate, labelled so, and a time only where this very plan was measured. */
export function forecastRows(forecast: ToldForecast): readonly Line[] {
	const {current, baseline, samePlan} = forecast;
	const withheld = withheldBecause(forecast);
	const imagined = current.run.imagined?.filter(({bytes}) => bytes !== null) ?? [];
	return [
		headline(current),
		[
			span('cost      ', 'dim'),
			...(baseline === null ? [] : [span(`${cost(baseline)} → `, 'dim')]),
			span(cost(current), 'strong'),
		],
		[span('the planner\'s estimate, not a time', 'dim')],
		...(withheld === null ? [] : [[span(withheld, 'warn')]]),
		...(samePlan ? [[span('~ same plan, no difference', 'dim')]] : []),
		...(current.measured === null ? [] : [measuredLine('this plan', current.measured)]),
		...(baseline?.measured == null || samePlan ? [] : [measuredLine('baseline', baseline.measured)]),
		...imagined.map(({key, bytes}): Line => [span(`${key}: ${formatBytes(bytes ?? 0)} at most`, 'dim')]),
	];
}

function headline({run}: Pick<Foreseen, 'run'>): Line {
	const unknown = run.subject.parameters.filter(parameter => parameter.unknown === true).map(({name}) => name);
	return [span(unknown.length === 0 ? 'PLAN ONLY: nothing was executed' : `GENERIC: planned without a value for ${unknown.join(', ')}, not executed`, 'warn')];
}

function cost({plan}: Pick<Foreseen, 'plan'>): string {
	return formatCount(plan.nodes[0]?.totalCost ?? Number.NaN);
}

/** `this plan  4.9 ms under [as-built]`: where it was executed. */
function measuredLine(what: string, {run}: {readonly run: MeasuredTimes}): Line {
	return [
		span(what.padEnd(10), 'dim'),
		span(formatMs(median(run.samples)), 'strong'),
		span(` under [${run.indexes.name}]`, 'dim'),
	];
}
