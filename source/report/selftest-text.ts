import {formatFactor, formatPercent, formatSignedPercent} from '../text/quantity.ts';
import type {Rate} from '../statistics/rate-interval.ts';
import type {SelftestSummary} from './selftest-summary.ts';

/** `planflip selftest --plain`: what was found, and the verdict in the last line. */
export function selftestText({aa, slowed, unfinished, verdict}: SelftestSummary, entries: readonly string[]): string {
	return [
		`measured: ${entries.join(', ')}`,
		...(aa === null ? [] : [
			`itself against itself: ${share(aa.rate)} called different; ${share(aa.missed)} of the intervals miss 1; typically ${aa.pairs} pairs, which find ${change(aa.detectable)}`,
		]),
		...(slowed === null ? [] : [
			`slowed by ${formatPercent(slowed.asked)}: found in ${share(slowed.rate)}; measured ${formatSignedPercent(slowed.measured)}; typically ${slowed.pairs} pairs, which find ${change(slowed.detectable)}`,
		]),
		...(unfinished === 0 ? [] : [`${unfinished} without a result: the statement ran into its limit`]),
		...(verdict === null || aa === null ? [] : [sentences[verdict](aa.rate)]),
	].join('\n');
}

const sentences: Readonly<Record<NonNullable<SelftestSummary['verdict']>, (rate: Rate) => string>> = {
	trustworthy: () => 'Differences measured here can be trusted: fewer than 5 % of them are false.',
	'not ruled out': ({of}) => of < 72
		? `No more false differences than chance makes, but ${of} comparisons cannot rule out 5 %: --comparisons 80 is the least that can.`
		: 'No more than 5 % of false differences are proved, nor ruled out: --comparisons 400 would tell more.',
	'not trustworthy': () => 'Do not trust differences measured here: more than 5 % are false. Something on this machine beats in time with the measurements.',
};

/** `3 of 200 (1.5 %, 0.3 %-4.3 %)` */
function share({hits, of, rate, low, high}: Rate): string {
	return `${hits} of ${of} (${formatPercent(rate)}, ${formatPercent(low)} to ${formatPercent(high)})`;
}

function change(detectable: number): string {
	return detectable < 1 ? formatPercent(detectable) : formatFactor(1 + detectable);
}
