import type {Range} from '../../catalog/estimate.ts';
import type {EstimateJudgement, JudgedSaving, JudgedTime} from '../../comparison/estimate-judgement.ts';
import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import {formatMs} from '../../text/duration.ts';
import {formatPercent} from '../../text/quantity.ts';
import {type Line, span} from '../../view/line.ts';
import type {Section} from '../document.ts';

/** What the team expected, beside what was measured. */
export function estimatesSection({statements, operations}: MeasurementComparison): Section {
	const judged = [...operations, ...statements].flatMap(({entry, estimate}) => estimate === null ? [] : [{name: entry.name, estimate}]);
	return {
		id: 'estimates',
		title: 'What the team expected',
		blocks: judged.length === 0 ? [] : [{
			kind: 'table',
			caption: 'Expected, then measured. Of an operation its chain and the best rewrite, in turns; of a query planning and execution.',
			columns: [
				{title: 'entry', align: 'left', rank: 0},
				{title: 'before', align: 'left', rank: 2},
				{title: 'after', align: 'left', rank: 1},
				{title: 'saving', align: 'left', rank: 0},
				{title: 'held', align: 'left', rank: 0},
			],
			rows: judged.map(({name, estimate}) => ({link: null, cells: [[span(name, 'strong')], timeLine(estimate.before), timeLine(estimate.after), savingLine(estimate.saving), heldLine(estimate)]})),
		}],
	};
}

export function heldLine({held, before, saving}: EstimateJudgement): Line {
	if (held === null) {
		return [span('~ cannot tell', 'dim')];
	}

	// A promise to halve what takes nothing is not broken by the halving.
	const nothing = !held && saving !== null && before?.place === 'below' ? [span(', less to save', 'dim')] : [];
	return [span(held ? 'yes' : 'no', held ? 'better' : 'worse'), ...nothing];
}

function timeLine(time: JudgedTime | null): Line {
	return time === null ? [span('-', 'dim')] : [span(`${rangeText(time.expected, formatMs)}: `, 'dim'), span(formatMs(time.ms), time.place === 'above' ? 'worse' : 'plain')];
}

function savingLine(saving: JudgedSaving | null): Line {
	if (saving === null) {
		return [span('-', 'dim')];
	}

	const {low, high, value} = saving.measured;
	return [span(`${rangeText(saving.expected, formatPercent)}: `, 'dim'), span(low === high ? formatPercent(value) : `${formatPercent(value)} (${formatPercent(low).replace(/ %$/, '')} to ${formatPercent(high).replace(/ %$/, '')})`, saving.held === false ? 'worse' : 'plain')];
}

/** `30-60 ms`, `< 5 ms`. */
export function rangeText({low, high}: Range, format: (value: number) => string): string {
	return low === 0 ? `< ${format(high)}` : low === high ? format(high) : `${format(low).replace(/ \S+$/, '')}-${format(high)}`;
}
