import type {Sweep} from '../experiment/sweep.ts';
import {planGroups, spreadOf} from '../experiment/sweep-findings.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {sameWithin, smallestChangeMs} from '../statistics/compare-samples.ts';
import {typicalMs} from './run-figures.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatFactor, formatPercent} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {genericRows} from './generic-plan-rows.ts';
import {type Line, span} from './line.ts';
import {valueText} from './sweep-table.ts';
import {wrapLine} from './wrap-line.ts';

const nameWidth = 40;

/** What varies, what is kept, and how it was tried. */
export function sweepHead(sweep: Sweep, width: number): readonly Line[] {
	const {parameters, position, planOnly, choices} = sweep;
	const varied = parameters[position - 1]?.name ?? '';
	const kept = parameters.flatMap(({name, value}, at) => at === position - 1 ? [] : [`$${at + 1} ${name} = ${valueText(value, nameWidth)}`]);
	const others = choices.slice(1).map(({name, shapes, costRatio}) => `${name} (${shapes === 1 ? 'one plan' : `${shapes} plans`}, costs up to ${formatFactor(costRatio)})`);
	return [
		[span(`$${position} ${sanitise(varied)}`, 'title'), span(` over ${sweep.tries.length} values under [${sanitise(sweep.indexes.name)}]`), span(kept.length === 0 ? '' : `, kept: ${sanitise(kept.join(', '))}`, 'dim')],
		...(others.length === 0 ? [] : [[span(`it moves the plan most; the others less: ${sanitise(others.join('; '))}`, 'dim')]]),
		...(planOnly === null ? [] : [[span(planOnly, 'warn')]]),
	].flatMap(line => wrapLine(line, width));
}

/** What the table comes to: where the plan flips, how the time spreads, and what a prepared statement would get. */
export function sweepFindings(sweep: Sweep, width: number): readonly Line[] {
	return [flipLine(sweep), ...spreadLines(sweep), ...genericRows(sweep)].flatMap(line => wrapLine(line, width));
}

function flipLine(sweep: Sweep): Line {
	const groups = planGroups(sweep);
	const [first, ...others] = groups;
	if (first === undefined) {
		return [span('No value could be planned.', 'error')];
	}

	if (others.length === 0) {
		return [span('One plan for all of these values.', 'better')];
	}

	const said = groups.map(({letter, tries}) => `${letter} with ${tries.map(({value}) => valueText(value.value, 20)).join(', ')}`);
	return [span(`The plan flips: ${groups.length} plans. `, 'warn'), span(`${said.join('; ')}.`)];
}

function spreadLines(sweep: Sweep): readonly Line[] {
	const spread = sweep.planOnly === null && sweep.phase === 'done' ? spreadOf(sweep) : null;
	if (spread === null) {
		return [];
	}

	const {slowest, fastest, comparison} = spread;
	const [slow, fast] = [valueText(slowest.value.value, 20), valueText(fastest.value.value, 20)];
	if (comparison === null) {
		return [[span(`${slow} takes longest${slowest.run?.timedOutMs == null ? '' : `, more than ${formatMs(slowest.run.timedOutMs)}`}; ${fast} takes ${formatMs(fastest.run === null ? null : typicalMs(fastest.run))}.`)]];
	}

	switch (comparison.verdict) {
		case 'faster':
			return [[span(`${slow} takes longest; ${fast} is ${formatRatio(comparison)}, sure among all pairs of values.`, 'warn')]];
		case 'slower':
		case 'no difference':
			return [[span(sameText(comparison, slow, fast))]];
		case 'cannot tell':
			return [[span(`No value can be told to take longer than the others: ${slow} against ${fast} ${formatRatio(comparison)}.`)]];
	}
}

/** What is no difference worth the name may be one that is sure: then it is told, and how small it is. */
function sameText(comparison: Comparison, slow: string, fast: string): string {
	const {low, high} = comparison.ratio;
	const within = Math.max(high, 1 / low) <= 1 + sameWithin ? formatPercent(sameWithin) : formatMs(smallestChangeMs);
	return low > 1
		? `${slow} takes longest, but by less than ${within}: ${fast} is ${formatRatio({...comparison, verdict: 'faster'})}.`
		: `The time is the same to ${within} with all of these values: ${slow} against ${fast} ${formatRatio(comparison)}.`;
}
