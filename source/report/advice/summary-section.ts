import type {Advice, Tally} from '../../lab/advice/advice.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatMs} from '../../text/duration.ts';
import {sanitise} from '../../text/plain.ts';
import {formatPercent, formatSignedPercent} from '../../text/quantity.ts';
import {timesText} from '../../view/lattice-words.ts';
import {measuredVerdict} from '../../view/measured-verdict.ts';
import {typicalMs} from '../../view/run-figures.ts';
import type {Section, Tile} from '../document.ts';

/** The few figures that come of it all. */
export function summarySection(advice: Advice): Section {
	const {now, proposed, lean, allOn, removable} = advice;
	const change = (tally: Tally) => now.cost > 0 ? formatSignedPercent(tally.cost / now.cost - 1) : 'nothing to cost';
	const tiles: readonly Tile[] = [
		{
			label: 'Cost',
			value: change(proposed),
			tone: proposed.cost < now.cost ? 'better' : 'plain',
			note: `the planner's, of all queries; everything on would be ${change(allOn)}, and ${givenUpWords(advice)}`,
		},
		timeTile(advice),
		{
			label: 'Size',
			value: `${formatBytes(now.bytes)} → ${formatBytes(proposed.bytes)}`,
			tone: 'plain',
			note: `${now.indexes} → ${proposed.indexes} indexes that can be switched; everything on would be ${formatBytes(allOn.bytes)}`,
		},
		...(removable.length === 0 ? [] : [{label: 'Could go', value: `${removable.length} of ${now.indexes}`, tone: 'better' as const, note: `then ${formatBytes(lean.bytes)}, at ${change(lean)} of cost`}]),
	];
	return {id: 'summary', title: 'Summary', blocks: [{kind: 'tiles', tiles}]};
}

/** What was given up for size, and by whom most; what measuring took away besides. */
function givenUpWords({entries, within, each, rejected}: Advice): string {
	const [worst] = entries.map(({name, cost: {proposed, allOn}}) => ({name, times: proposed / allOn})).filter(({times}) => times > notable).toSorted((a, b) => b.times - a.times);
	const out = turnedDown(rejected);
	return [
		`up to ${formatPercent(within)} of that may be given up for size${each === null ? '' : `, by no query more than ${timesText(each)}`}`,
		...(worst === undefined ? [] : [`most by ${sanitise(worst.name)}, which costs ${timesText(worst.times)} what it would with everything on${each !== null && worst.times > each * notable ? ', as what would help has no room or was turned down' : ''}${each === null && worst.times > 2 ? ' (--each 2x bounds every query)' : ''}`]),
		...(out === 0 ? [] : [`${out === 1 ? 'a candidate' : `${out} candidates`} fell out by measuring`]),
	].join('; ');
}

/** Costs this much above another are told; costs are rounded. */
const notable = 1.005;

/** Candidates that the clock or the writes spoke against. */
function turnedDown(rejected: Advice['rejected']): number {
	return rejected.filter(({because}) => because.kind === 'no time' || because.kind === 'slows writes').length;
}

function timeTile({entries, notMeasured, rejected}: Advice): Tile {
	const measured = entries.flatMap(({weight, delta}) => delta === null || delta.samePlan ? [] : [{weight, delta, verdict: measuredVerdict(delta).verdict}]);
	const count = (wanted: string) => measured.filter(({verdict}) => verdict === wanted).length;
	// One that was stopped took at least its limit.
	const [before, after] = (['baseline', 'current'] as const).map(side => measured.reduce((sum, {weight, delta}) => sum + weight * (delta[side].timedOutMs ?? typicalMs(delta[side]) ?? 0), 0));
	return {
		label: 'Time',
		value: notMeasured === null ? (measured.length === 0 ? 'every plan stays' : `${count('faster')} faster, ${count('slower')} slower`) : 'not measured',
		tone: count('slower') > 0 ? 'slower' : count('faster') > 0 ? 'faster' : 'plain',
		note: notMeasured ?? (measured.length === 0
			? (turnedDown(rejected) === 0 ? 'so nothing was measured' : 'what was measured was turned down')
			: `of ${measured.length === 1 ? 'the one query whose plan changes' : `${measured.length} queries whose plans change`}; ${count('no difference')} without difference, ${count('cannot tell')} cannot tell; their medians together, weighted: ${formatMs(before ?? 0)} → ${formatMs(after ?? 0)}`),
	};
}
